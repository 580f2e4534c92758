package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;

/**
 * What one version did in one interval.
 *
 * @param requests requests answered
 * @param errors those among them that failed
 * @param latency their durations; empty where the metrics have no histogram
 */
public record VersionSample(long requests, long errors, LatencyHistogram latency) {

    public static final VersionSample NONE = new VersionSample(0, 0, LatencyHistogram.empty());

    public VersionSample {
        if (errors < 0 || requests < errors) {
            throw new IllegalArgumentException(
                    "errors: got %d of %d requests, expected 0 to requests".formatted(errors, requests));
        }
    }
}
