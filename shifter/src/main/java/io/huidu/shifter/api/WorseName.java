package io.huidu.shifter.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** For the schema: the written forms of {@link io.huidu.events.QueryPlan.Worse}. */
enum WorseName {
    @JsonProperty("higher")
    HIGHER,
    @JsonProperty("lower")
    LOWER
}
