package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.Comparison;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Measurements;
import io.huidu.analyzer.analysis.Reading;
import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.CumulativeBuckets;
import io.huidu.analyzer.counting.Meaning;
import io.huidu.analyzer.counting.Part;
import io.huidu.analyzer.counting.Sample;
import io.huidu.analyzer.counting.Series;
import io.huidu.analyzer.counting.Side;
import io.huidu.analyzer.counting.Target;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.VersionSample;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures by asking Prometheus for raw samples, or for aggregates where these would be too many. */
public final class PrometheusMeasurements implements Measurements {

    /** Enough for some millions of samples, and a bound on what a wrong query can do to the memory. */
    private static final long MOST_BYTES = 256L << 20;

    /** {@code increase} needs at least two samples in its range, whatever the scrape interval is. */
    private static final Duration SHORTEST_RANGE = Duration.ofMinutes(2);

    private static final Meaning START = new Meaning.ProcessStart();

    private final PrometheusClient prometheus;
    private final int mostSeries;

    /**
     * @param url where Prometheus is
     * @param timeout for one query
     * @param mostSeries above this many series of both versions, counts are aggregated by Prometheus
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
        PresetMetrics metrics = PresetMetrics.of(comparison.preset());
        List<Series> series = new ArrayList<>();
        for (VersionSelectors version : versions) {
            fetch(version.requests(), range, to, s -> series(version, requests(metrics, s), s), series);
            fetch(version.buckets(), range, to, s -> series(version, bucket(metrics, s), s), series);
            // Last, so that for every sample above the start of its process is known.
            fetch(version.processStarts(), range, to, s -> series(version, START, s), series);
        }
        return new Reading.Samples(series);
    }

    @Override
    public CountedWindow estimate(Comparison comparison, Window window) throws MeasurementException {
        List<VersionSelectors> versions = versions(comparison);
        return CountedWindow.estimated(
                window, estimate(versions.getFirst(), window), estimate(versions.getLast(), window));
    }

    @Override
    public LatencyHistogram baselineLatency(Comparison comparison, Instant until, Duration time)
            throws MeasurementException {
        return histogram(versions(comparison).getFirst(), until, time, 1);
    }

    private static List<VersionSelectors> versions(Comparison comparison) {
        PresetMetrics metrics = PresetMetrics.of(comparison.preset());
        String namespace = comparison.namespace();
        return List.of(
                new VersionSelectors(metrics, Side.BASELINE, namespace, comparison.baseline()),
                new VersionSelectors(metrics, Side.CANARY, namespace, comparison.canary()));
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

    private static Series series(VersionSelectors version, Meaning meaning, LabelledSamples found) {
        Target target = new Target(found.label("job"), found.label("instance"), found.label("pod"));
        Part part = new Part(pod(version.metrics(), target));
        return new Series(version.side() + found.id(), version.side(), part, target, meaning, found.samples());
    }

    private static Optional<String> pod(PresetMetrics metrics, Target target) {
        return switch (metrics.targets()) {
            case ITS_PODS ->
                Stream.of(target.pod(), target.instance())
                        .filter(name -> !name.isEmpty())
                        .findFirst();
            case PROXIES -> Optional.empty();
        };
    }

    private static Meaning requests(PresetMetrics metrics, LabelledSamples found) {
        return new Meaning.Requests(found.label(metrics.statusLabel()).matches(metrics.failed()));
    }

    private static Meaning bucket(PresetMetrics metrics, LabelledSamples found) {
        return new Meaning.Bucket(bound(metrics, found));
    }

    private static double bound(PresetMetrics metrics, LabelledSamples found) {
        String bound = found.label("le");
        // Decimal, so that 0.57 s are 570 ms and not almost as many.
        return bound.equals("+Inf")
                ? Double.POSITIVE_INFINITY
                : new BigDecimal(bound).multiply(metrics.millisPerUnit()).doubleValue();
    }

    private Optional<VersionSample> estimate(VersionSelectors version, Window window) throws MeasurementException {
        Duration interval = Duration.between(window.start(), window.end());
        Duration range = interval.compareTo(SHORTEST_RANGE) < 0 ? SHORTEST_RANGE : interval;
        double share = (double) interval.toMillis() / range.toMillis();
        PresetMetrics metrics = version.metrics();
        List<Matcher> failures = List.of(Matcher.matching(metrics.statusLabel(), metrics.failed()));
        Optional<Double> requests = increase(version.requests(), range, window.end());
        Optional<Double> failed =
                increase(version.requests().stream().map(s -> s.and(failures)).toList(), range, window.end());
        LatencyHistogram latency = histogram(version, window.end(), range, share);
        return requests.map(count -> {
            long all = Math.round(count * share);
            return new VersionSample(all, Math.min(all, Math.round(failed.orElse(0.0) * share)), latency);
        });
    }

    private Optional<Double> increase(List<Selector> selectors, Duration range, Instant at)
            throws MeasurementException {
        String sum = selectors.stream()
                .map(selector -> "increase(%s)".formatted(selector.over(range)))
                .collect(Collectors.joining(" or ", "sum(", ")"));
        return single(sum, at);
    }

    private LatencyHistogram histogram(VersionSelectors version, Instant at, Duration range, double share)
            throws MeasurementException {
        String sum = version.buckets().stream()
                .map(selector -> "increase(%s)".formatted(selector.over(range)))
                .collect(Collectors.joining(" or ", "sum by (le) (", ")"));
        NavigableMap<Double, Double> upTo = new TreeMap<>();
        for (LabelledSamples bucket : prometheus.query(sum, at)) {
            upTo.put(bound(version.metrics(), bucket), value(bucket) * share);
        }
        return CumulativeBuckets.histogram(upTo);
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
