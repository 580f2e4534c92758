package io.huidu.shifter.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** For the schema: the written forms of {@link io.huidu.events.QueryPlan.Role}. */
enum QueryRoleName {
    @JsonProperty("watch")
    WATCH,
    @JsonProperty("gate")
    GATE
}
