package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import java.util.List;
import java.util.Map;

/**
 * What one version did in one interval.
 *
 * @param requests requests answered
 * @param errors those among them that failed
 * @param latency their durations; empty where the metrics have no histogram
 * @param pods the same by pod; empty where the pods aren't known
 * @param strata the same by stratum; empty where the comparison isn't stratified
 * @param numbers what queries have told of it, by the metric's name; a metric without a finite number isn't there
 */
public record VersionSample(
        long requests,
        long errors,
        LatencyHistogram latency,
        List<Group> pods,
        List<Group> strata,
        Map<String, Double> numbers) {

    public static final VersionSample NONE = new VersionSample(0, 0, LatencyHistogram.empty());

    public VersionSample {
        if (errors < 0 || requests < errors) {
            throw new IllegalArgumentException(
                    "errors: got %d of %d requests, expected 0 to requests".formatted(errors, requests));
        }
        pods = List.copyOf(pods);
        strata = List.copyOf(strata);
        numbers = Map.copyOf(numbers);
        if (!numbers.values().stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("numbers: got %s, expected finite ones".formatted(numbers));
        }
    }

    /** A version of which only requests are counted. */
    public VersionSample(long requests, long errors, LatencyHistogram latency, List<Group> pods, List<Group> strata) {
        this(requests, errors, latency, pods, strata, Map.of());
    }

    /** A version that is seen as a whole only. */
    public VersionSample(long requests, long errors, LatencyHistogram latency) {
        this(requests, errors, latency, List.of(), List.of());
    }

    /** The same requests in other strata. */
    public VersionSample in(List<Group> otherStrata) {
        return new VersionSample(requests, errors, latency, pods, otherStrata, numbers);
    }

    /** The same with what queries have told. */
    public VersionSample with(Map<String, Double> told) {
        return new VersionSample(requests, errors, latency, pods, strata, told);
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
