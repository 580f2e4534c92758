package io.huidu.analyzer.verdict;

import java.time.Instant;

/**
 * What both versions did in one interval, counted over the same window.
 *
 * @param start the window's beginning, exclusive
 * @param end its end, inclusive
 * @param exact whether the counts are exact; else they were aggregated by Prometheus
 */
public record IntervalSample(Instant start, Instant end, VersionSample baseline, VersionSample canary, boolean exact) {

    public IntervalSample {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("end: got %s, expected after %s".formatted(end, start));
        }
    }
}
