package io.huidu.shifter.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What {@code gate} can be. */
enum GateName {
    @JsonProperty("approval")
    APPROVAL
}
