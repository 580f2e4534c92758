package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.counting.Grid;
import io.huidu.analyzer.counting.Past;
import io.huidu.analyzer.counting.Sample;
import io.huidu.analyzer.counting.Series;
import io.huidu.analyzer.verdict.VersionSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what the baseline did before a release, with one query per meaning of a series.
 *
 * <p>Few samples are read one by one. Of many, Prometheus adds up those of each target at the end of each interval: that
 * leaves as many counters as there are targets and bounds, and counts the same. Only a series that ends while its target
 * goes on then looks like a restart.
 */
final class BaselineHistory {

    /** Some seconds of Prometheus' work. Of more samples, the history is shorter. */
    private static final double MOST_SAMPLES_TO_ADD = 20_000_000;

    /** An hour of intervals of five seconds. Of shorter intervals, the history is shorter. */
    private static final int MOST_INTERVALS = 720;

    /** The last one isn't complete. */
    private static final int LEAST_INTERVALS = 2;

    /** What the number of samples is told by. */
    private static final Duration SHORT = Duration.ofMinutes(5);

    private static final List<String> OF_A_TARGET = List.of("job", "instance", "pod");

    private final PrometheusClient prometheus;
    private final VersionSelectors baseline;
    private final VersionSeries meanings;
    private final long mostSamples;

    /**
     * @param mostSamples how many samples are read one by one at most
     */
    BaselineHistory(PrometheusClient prometheus, VersionSelectors baseline, long mostSamples) {
        this.prometheus = prometheus;
        this.baseline = baseline;
        this.meanings = new VersionSeries(baseline);
        this.mostSamples = mostSamples;
    }

    List<VersionSample> read(Instant until, Duration time, Duration interval) throws MeasurementException {
        long intervals = Math.clamp(time.dividedBy(interval), LEAST_INTERVALS, MOST_INTERVALS);
        double samples = samplesIn(interval.multipliedBy(intervals), until);
        if (samples <= mostSamples) {
            Grid grid = grid(until, intervals, interval);
            return Past.of(grid, samples(grid, until), until);
        }
        Grid grid = grid(until, Math.round(intervals * Math.min(1, MOST_SAMPLES_TO_ADD / samples)), interval);
        return Past.of(grid, sums(grid, until), until);
    }

    private static Grid grid(Instant until, long intervals, Duration interval) {
        return new Grid(until.minus(interval.multipliedBy(intervals)), interval);
    }

    /** About how many there are, by those of a few minutes. */
    private double samplesIn(Duration time, Instant until) throws MeasurementException {
        String count = Stream.concat(baseline.requests().stream(), baseline.buckets().stream())
                .map(selector -> "(sum(count_over_time(%s)) or vector(0))".formatted(selector.over(SHORT)))
                .collect(Collectors.joining(" + "));
        double shortly = prometheus.query(count, until).stream()
                .flatMap(found -> found.samples().stream())
                .mapToDouble(Sample::value)
                .sum();
        return shortly * time.toMillis() / SHORT.toMillis();
    }

    private List<Series> samples(Grid grid, Instant until) throws MeasurementException {
        Duration range = Duration.between(before(grid), until);
        List<Series> series = new ArrayList<>();
        for (Selector selector : baseline.requests()) {
            enter(prometheus.query(selector.over(range), until), meanings::requests, series);
        }
        for (Selector selector : baseline.buckets()) {
            enter(prometheus.query(selector.over(range), until), meanings::bucket, series);
        }
        for (Selector selector : baseline.processStarts()) {
            enter(prometheus.query(selector.over(range), until), meanings::processStart, series);
        }
        return series;
    }

    private List<Series> sums(Grid grid, Instant until) throws MeasurementException {
        List<Series> series = new ArrayList<>();
        List<String> by = Stream.concat(OF_A_TARGET.stream(), baseline.stratifyBy().stream())
                .toList();
        List<String> byBound = Stream.concat(by.stream(), Stream.of("le")).toList();
        add(by, baseline.failures(), grid, until, found -> meanings.requests(found, true), series);
        add(by, baseline.successes(), grid, until, found -> meanings.requests(found, false), series);
        add(byBound, baseline.buckets(), grid, until, meanings::bucket, series);
        add(OF_A_TARGET, baseline.processStarts(), grid, until, meanings::processStart, series);
        return series;
    }

    private void add(
            List<String> by,
            List<Selector> selectors,
            Grid grid,
            Instant until,
            Function<LabelledSamples, Series> meaning,
            List<Series> into)
            throws MeasurementException {
        if (!selectors.isEmpty()) {
            String sum = Selector.sum(by, selectors.stream().map(Selector::toString));
            enter(prometheus.query(sum, before(grid), until, grid.interval()), meaning, into);
        }
    }

    /** Where the counters are sought from which counting starts. */
    private static Instant before(Grid grid) {
        return grid.origin().minus(grid.interval());
    }

    private static void enter(
            List<LabelledSamples> answer, Function<LabelledSamples, Series> meaning, List<Series> into) {
        answer.stream().map(meaning).forEach(into::add);
    }
}
