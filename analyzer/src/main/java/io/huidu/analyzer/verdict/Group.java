package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;

/**
 * A part of what one version did in one interval: of one pod, or of one stratum such as a route.
 *
 * @param name the pod's or the stratum's name, the same from interval to interval and for both versions
 * @param requests requests answered
 * @param errors those among them that failed
 * @param latency their durations; empty where the metrics have no histogram
 */
public record Group(String name, long requests, long errors, LatencyHistogram latency) {

    public Group {
        if (errors < 0 || requests < errors) {
            throw new IllegalArgumentException(
                    "errors of %s: got %d of %d requests, expected 0 to requests".formatted(name, errors, requests));
        }
    }
}
