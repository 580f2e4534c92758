package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a check of one metric came to. */
public enum CheckResult {
    @JsonProperty("pass")
    PASS,
    /** The canary is above what is allowed. */
    @JsonProperty("high")
    HIGH,
    /** The canary is below what is allowed. */
    @JsonProperty("low")
    LOW,
    /** There was nothing to check. */
    @JsonProperty("no-data")
    NO_DATA,
    /** The check has no answer. */
    @JsonProperty("error")
    ERROR
}
