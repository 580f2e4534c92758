package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How long the baseline's requests have taken so far, by stratum. */
record LatencyPast(Map<String, LatencyHistogram> strata) {

    static final LatencyPast NONE = new LatencyPast(Map.of());

    LatencyPast {
        strata = Map.copyOf(strata);
    }

    static LatencyPast of(Collection<VersionSample> baseline) {
        Map<String, LatencyHistogram> sums = new HashMap<>();
        baseline.forEach(sample -> add(sample, sums));
        return new LatencyPast(sums);
    }

    LatencyPast plus(VersionSample baseline) {
        if (baseline.latency().total() == 0) {
            return this;
        }
        Map<String, LatencyHistogram> sums = new HashMap<>(strata);
        add(baseline, sums);
        return new LatencyPast(sums);
    }

    /** Empty where nothing is known. */
    LatencyHistogram in(Stratum stratum) {
        return strata.getOrDefault(stratum.name(), LatencyHistogram.empty());
    }

    private static void add(VersionSample baseline, Map<String, LatencyHistogram> sums) {
        baseline.compared().forEach(group -> sums.merge(group.name(), group.latency(), LatencyHistogram::plus));
    }
}
