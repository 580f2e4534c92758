package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What makes a request a bad one. */
public enum MetricKind {
    /** It failed. */
    @JsonProperty("errors")
    ERRORS,
    /** It was slower than thresholds that the baseline's own past sets. */
    @JsonProperty("latency")
    LATENCY
}
