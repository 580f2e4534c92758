package io.huidu.shifter.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** For the schema: the written forms of {@link io.huidu.events.LatencyStatistic}. */
enum LatencyStatisticName {
    @JsonProperty("mean")
    MEAN,
    @JsonProperty("p50")
    P50,
    @JsonProperty("p95")
    P95,
    @JsonProperty("p99")
    P99
}
