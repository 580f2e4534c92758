package io.huidu.shifter.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** For the schema: the written forms of {@link io.huidu.shifter.rollout.CapacitySettings.Mode}. */
enum CapacityName {
    @JsonProperty("asNeeded")
    AS_NEEDED,
    @JsonProperty("asIs")
    AS_IS
}
