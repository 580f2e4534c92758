package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is compared with what in an interval: the requests of one kind, or all of them where the comparison isn't
 * stratified.
 */
record Stratum(Group baseline, Group canary) {

    String name() {
        return baseline.name();
    }

    /** All of an interval's, also those of which one version had no request; in the order of their names. */
    static List<Stratum> of(IntervalSample sample) {
        if (sample.baseline().strata().isEmpty() && sample.canary().strata().isEmpty()) {
            return List.of(new Stratum(sample.baseline().all(), sample.canary().all()));
        }
        Map<String, Group> v1 = byName(sample.baseline());
        Map<String, Group> v2 = byName(sample.canary());
        return Stream.concat(v1.keySet().stream(), v2.keySet().stream())
                .sorted()
                .distinct()
                .map(name -> new Stratum(in(v1, name), in(v2, name)))
                .toList();
    }

    private static Map<String, Group> byName(VersionSample version) {
        return version.compared().stream().collect(Collectors.toMap(Group::name, Function.identity()));
    }

    private static Group in(Map<String, Group> groups, String name) {
        return groups.getOrDefault(name, new Group(name, 0, 0, LatencyHistogram.empty()));
    }
}
