package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.counting.Series;
import io.huidu.analyzer.counting.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the counters of a version, with one query per meaning. A target that has a native histogram isn't counted by its
 * classic one as well.
 *
 * @param by the labels besides those of the meaning and the strata that series have to be told apart by
 */
record VersionCounters(VersionSelectors version, List<String> by, Queries queries) {

    /** The labels of a target. */
    static final List<String> TARGET = List.of("job", "instance", "pod");

    /** A way to ask for series. */
    @FunctionalInterface
    interface Queries {

        /**
         * What Prometheus has of one of the version's metrics.
         *
         * @param by the labels that the answer needs
         */
        List<LabelledSamples> ask(String metric, List<String> by) throws MeasurementException;
    }

    /** Raw samples of a time, which one query for each way to select the version has fetched: all as of one instant. */
    static Queries samples(PrometheusClient prometheus, VersionSelectors version, Duration range, Instant until)
            throws MeasurementException {
        Map<String, List<LabelledSamples>> found = new HashMap<>();
        for (Selector selector : version.everything()) {
            prometheus.query(
                    selector.over(range),
                    until,
                    series -> found.computeIfAbsent(series.label("__name__"), metric -> new ArrayList<>())
                            .add(series));
        }
        return among(found);
    }

    /** What was found already, by the name of the metric. */
    static Queries among(Map<String, List<LabelledSamples>> found) {
        return (metric, by) -> found.getOrDefault(metric, List.of());
    }

    /** All counters. */
    List<Series> read() throws MeasurementException {
        VersionSeries meanings = new VersionSeries(version);
        String status = version.metrics().statusLabel();
        List<LabelledSamples> natives = ask(version.metrics().histogram(), status).stream()
                .filter(found -> !found.histograms().isEmpty())
                .toList();
        Set<Target> counted = natives.stream().map(VersionSeries::target).collect(Collectors.toSet());
        List<Series> series = new ArrayList<>();
        natives.forEach(found -> series.addAll(meanings.histogram(found)));
        for (LabelledSamples found : ask(version.metrics().requests(), status)) {
            if (!version.metrics().countsByHistogram() || !counted.contains(VersionSeries.target(found))) {
                series.add(meanings.requests(found));
            }
        }
        for (LabelledSamples found : ask(version.metrics().buckets(), "le")) {
            if (counted.isEmpty() || !counted.contains(VersionSeries.target(found))) {
                series.add(meanings.bucket(found));
            }
        }
        return series;
    }

    /** All counters, and when their processes started; that last, so that for every sample the start is known. */
    List<Series> readWithStarts() throws MeasurementException {
        List<Series> series = new ArrayList<>(read());
        if (version.metrics().processStart().isPresent()) {
            VersionSeries meanings = new VersionSeries(version);
            queries.ask(version.metrics().processStart().get(), by)
                    .forEach(found -> series.add(meanings.processStart(found)));
        }
        return series;
    }

    private List<LabelledSamples> ask(String metric, String label) throws MeasurementException {
        List<String> labels = Stream.of(by, version.stratifyBy(), List.of(label))
                .flatMap(List::stream)
                .toList();
        return queries.ask(metric, labels);
    }
}
