package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.Comparison;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Measurements;
import io.huidu.analyzer.analysis.Reading;
import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Series;
import io.huidu.analyzer.counting.Side;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.verdict.VersionSample;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
            VersionCounters.Queries samples = (selectors, by) -> prometheus.query(selectors, range, to);
            series.addAll(new VersionCounters(version, VersionCounters.TARGET, samples).readWithStarts());
        }
        return new Reading.Samples(series);
    }

    @Override
    public CountedWindow estimate(Comparison comparison, Window window) throws MeasurementException {
        Duration interval = Duration.between(window.start(), window.end());
        Duration range = interval.compareTo(SHORTEST_RANGE) < 0 ? SHORTEST_RANGE : interval;
        List<Series> increases = new ArrayList<>();
        for (VersionSelectors version : versions(comparison)) {
            VersionCounters.Queries sums = (selectors, by) -> prometheus.query(
                    Selector.sum(by, selectors.stream().map(s -> "increase(%s)".formatted(s.over(range)))),
                    window.end());
            increases.addAll(new VersionCounters(version, List.of(), sums).read());
        }
        return CountedWindow.estimated(window, increases, (double) interval.toMillis() / range.toMillis());
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
        double found = 0;
        for (VersionSelectors version : versions) {
            found += prometheus.number(version.weighed(s -> "count(last_over_time(%s))".formatted(s.over(range))), at);
        }
        return Math.round(found);
    }
}
