package io.huidu.shifter.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** For the schema: the written forms of {@link io.huidu.shifter.rollout.CapacitySettings.Idle}. */
enum IdleName {
    @JsonProperty("keep")
    KEEP,
    @JsonProperty("scaleToZero")
    SCALE_TO_ZERO
}
