package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is compared: how many requests are bad, and what makes one so; or a number of its own. */
public enum MetricKind {
    /** It failed. */
    @JsonProperty("errors")
    ERRORS,
    /** It was slower than thresholds that the baseline's own past sets. */
    @JsonProperty("latency")
    LATENCY,
    /** One number per interval and version, which a query tells. */
    @JsonProperty("query")
    QUERY
}
