package io.huidu.shifter.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** For the schema: the written forms of {@link io.huidu.shifter.rollout.Safety.OnNoData}. */
enum OnNoDataName {
    @JsonProperty("hold")
    HOLD,
    @JsonProperty("rollBack")
    ROLL_BACK
}
