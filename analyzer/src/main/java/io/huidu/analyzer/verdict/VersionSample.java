package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import java.util.List;

/**
 * What one version did in one interval.
 *
 * @param requests requests answered
 * @param errors those among them that failed
 * @param latency their durations; empty where the metrics have no histogram
 * @param pods the same by pod; empty where the pods aren't known
 * @param strata the same by stratum; empty where the comparison isn't stratified
 */
public record VersionSample(
        long requests, long errors, LatencyHistogram latency, List<Group> pods, List<Group> strata) {

    public static final VersionSample NONE = new VersionSample(0, 0, LatencyHistogram.empty());

    public VersionSample {
        if (errors < 0 || requests < errors) {
            throw new IllegalArgumentException(
                    "errors: got %d of %d requests, expected 0 to requests".formatted(errors, requests));
        }
        pods = List.copyOf(pods);
        strata = List.copyOf(strata);
    }

    /** A version that is seen as a whole only. */
    public VersionSample(long requests, long errors, LatencyHistogram latency) {
        this(requests, errors, latency, List.of(), List.of());
    }

    /** All requests as one part without a name. */
    Group all() {
        return new Group("", requests, errors, latency);
    }

    /** What is compared with the other version's: the strata, or where there are none all requests as one without a name. */
    List<Group> compared() {
        return strata.isEmpty() ? List.of(all()) : strata;
    }
}
