package io.huidu.shifter.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** For the schema: the written forms of {@link io.huidu.events.MetricKind}. */
enum MetricKindName {
    @JsonProperty("errors")
    ERRORS,
    @JsonProperty("latency")
    LATENCY,
    @JsonProperty("query")
    QUERY
}
