package io.huidu.shifter.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** For the schema: the written forms of {@link io.huidu.shifter.rollout.AnalysisSettings.OnInconclusive}. */
enum OnInconclusiveName {
    @JsonProperty("hold")
    HOLD,
    @JsonProperty("rollBack")
    ROLL_BACK,
    @JsonProperty("promote")
    PROMOTE
}
