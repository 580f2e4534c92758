package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.Comparison;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Measurements;
import io.huidu.analyzer.analysis.Reading;
import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Sample;
import io.huidu.analyzer.counting.Series;
import io.huidu.analyzer.counting.Side;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.verdict.VersionSample;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures by asking Prometheus for raw samples, or for aggregates where these would be too many. */
public final class PrometheusMeasurements implements Measurements {

    /** Enough for some millions of samples, and a bound on what a wrong query can do to the memory. */
    private static final long MOST_BYTES = 256L << 20;

    /** {@code increase} needs at least two samples in its range, whatever the scrape interval is. */
    private static final Duration SHORTEST_RANGE = Duration.ofMinutes(2);

    /** About as many as the analysis itself reads in one go: ten minutes, with a scrape every twelve seconds. */
    private static final long SAMPLES_PER_SERIES = 50;

    private final PrometheusClient prometheus;
    private final int mostSeries;

    /**
     * @param url where Prometheus is
     * @param timeout for one query
     * @param mostSeries above this many series of both versions, counts are aggregated by Prometheus; likewise above
     *     fifty times as many samples of the past
     */
    public PrometheusMeasurements(URI url, Duration timeout, int mostSeries) {
        this.prometheus = new PrometheusClient(url, timeout, MOST_BYTES);
        this.mostSeries = mostSeries;
    }

    @Override
    public Reading read(Comparison comparison, Instant from, Instant to) throws MeasurementException {
        List<VersionSelectors> versions = versions(comparison);
        Duration range = Duration.between(from, to);
        long found = countSeries(versions, range, to);
        if (found > mostSeries) {
            return new Reading.TooManySeries(found);
        }
        List<Series> series = new ArrayList<>();
        for (VersionSelectors version : versions) {
            VersionSeries meanings = new VersionSeries(version);
            fetch(version.requests(), range, to, meanings::requests, series);
            fetch(version.buckets(), range, to, meanings::bucket, series);
            // Last, so that for every sample above the start of its process is known.
            fetch(version.processStarts(), range, to, meanings::processStart, series);
        }
        return new Reading.Samples(series);
    }

    @Override
    public CountedWindow estimate(Comparison comparison, Window window) throws MeasurementException {
        List<Series> increases = new ArrayList<>();
        for (VersionSelectors version : versions(comparison)) {
            estimate(version, window, increases);
        }
        return CountedWindow.estimated(window, increases);
    }

    @Override
    public List<VersionSample> baselineBefore(Comparison comparison, Instant until, Duration time, Duration interval)
            throws MeasurementException {
        VersionSelectors baseline = versions(comparison).getFirst();
        return new BaselineHistory(prometheus, baseline, mostSeries * SAMPLES_PER_SERIES).read(until, time, interval);
    }

    private static List<VersionSelectors> versions(Comparison comparison) {
        PresetMetrics metrics = PresetMetrics.of(comparison.preset());
        String namespace = comparison.namespace();
        List<String> strata = comparison.stratifyBy().labels();
        return List.of(
                new VersionSelectors(metrics, Side.BASELINE, namespace, comparison.baseline(), strata),
                new VersionSelectors(metrics, Side.CANARY, namespace, comparison.canary(), strata));
    }

    private long countSeries(List<VersionSelectors> versions, Duration range, Instant at) throws MeasurementException {
        String all = versions.stream()
                .flatMap(version -> Stream.concat(version.requests().stream(), version.buckets().stream()))
                .map(selector -> "(count(last_over_time(%s)) or vector(0))".formatted(selector.over(range)))
                .collect(Collectors.joining(" + "));
        return Math.round(single(all, at).orElse(0.0));
    }

    private void fetch(
            List<Selector> selectors,
            Duration range,
            Instant at,
            Function<LabelledSamples, Series> meaning,
            List<Series> into)
            throws MeasurementException {
        for (Selector selector : selectors) {
            prometheus.query(selector.over(range), at).stream().map(meaning).forEach(into::add);
        }
    }

    private void estimate(VersionSelectors version, Window window, List<Series> into) throws MeasurementException {
        VersionSeries meanings = new VersionSeries(version);
        List<String> by = version.stratifyBy();
        List<String> byBound = Stream.concat(by.stream(), Stream.of("le")).toList();
        increases(by, version.failures(), window, found -> meanings.requests(found, true), into);
        increases(by, version.successes(), window, found -> meanings.requests(found, false), into);
        increases(byBound, version.buckets(), window, meanings::bucket, into);
    }

    private void increases(
            List<String> by,
            List<Selector> selectors,
            Window window,
            Function<LabelledSamples, Series> meaning,
            List<Series> into)
            throws MeasurementException {
        Duration interval = Duration.between(window.start(), window.end());
        Duration range = interval.compareTo(SHORTEST_RANGE) < 0 ? SHORTEST_RANGE : interval;
        double share = (double) interval.toMillis() / range.toMillis();
        String sum = Selector.sum(by, selectors.stream().map(s -> "increase(%s)".formatted(s.over(range))));
        prometheus.query("%s * %s".formatted(sum, share), window.end()).stream()
                .map(meaning)
                .forEach(into::add);
    }

    private Optional<Double> single(String expression, Instant at) throws MeasurementException {
        return prometheus.query(expression, at).stream()
                .map(PrometheusMeasurements::value)
                .findFirst();
    }

    private static double value(LabelledSamples series) {
        return series.samples().stream().mapToDouble(Sample::value).findFirst().orElse(0);
    }
}
