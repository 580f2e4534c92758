package io.huidu.e2e.bench.statistics.simulation;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.VersionSample;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Samples of consecutive intervals as one. */
final class Samples {

    private Samples() {}

    /**
     * @param samples of one version; at least one
     */
    static VersionSample sum(List<VersionSample> samples) {
        return samples.size() == 1
                ? samples.getFirst()
                : new VersionSample(
                        samples.stream().mapToLong(VersionSample::requests).sum(),
                        samples.stream().mapToLong(VersionSample::errors).sum(),
                        samples.stream()
                                .map(VersionSample::latency)
                                .reduce(LatencyHistogram.empty(), LatencyHistogram::plus),
                        groups(samples, VersionSample::pods),
                        groups(samples, VersionSample::strata));
    }

    private static List<Group> groups(List<VersionSample> samples, Function<VersionSample, List<Group>> part) {
        return IntStream.range(0, part.apply(samples.getFirst()).size())
                .mapToObj(i -> samples.stream()
                        .map(sample -> part.apply(sample).get(i))
                        .reduce(Samples::plus)
                        .orElseThrow())
                .toList();
    }

    private static Group plus(Group a, Group b) {
        return new Group(
                a.name(),
                a.requests() + b.requests(),
                a.errors() + b.errors(),
                a.latency().plus(b.latency()));
    }
}
