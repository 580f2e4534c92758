package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the data of the last interval were like. None of these is a failed check. */
public enum DataState {
    /** Exact counts of both versions. */
    @JsonProperty("exact")
    EXACT,
    /** Counts were aggregated by Prometheus, because there were too many series to fetch one by one. */
    @JsonProperty("estimated")
    ESTIMATED,
    /** The canary's pods are still warming up. */
    @JsonProperty("warming-up")
    WARMING_UP,
    /** Neither version had a request. */
    @JsonProperty("no-traffic")
    NO_TRAFFIC,
    /** The baseline has requests, the canary has none. */
    @JsonProperty("no-canary-traffic")
    NO_CANARY_TRAFFIC,
    /** Prometheus answers, but has no fresh samples of these versions. */
    @JsonProperty("no-data")
    NO_DATA,
    /** Prometheus doesn't answer. */
    @JsonProperty("prometheus-unreachable")
    PROMETHEUS_UNREACHABLE
}
