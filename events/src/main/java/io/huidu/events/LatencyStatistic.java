package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One number for the latency of an interval, where a rule asks for one. */
public enum LatencyStatistic {
    @JsonProperty("mean")
    MEAN,
    @JsonProperty("p50")
    P50,
    @JsonProperty("p95")
    P95,
    @JsonProperty("p99")
    P99
}
