package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.counting.Grid;
import io.huidu.analyzer.counting.Past;
import io.huidu.analyzer.counting.Series;
import io.huidu.analyzer.verdict.VersionSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads what the baseline did before a release.
 *
 * <p>Few samples are read one by one, all in one query. Of many, with one query per meaning of a series, Prometheus adds up those of each target at the end of each interval: that
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

    private final PrometheusClient prometheus;
    private final VersionSelectors baseline;
    private final long mostSamples;

    /**
     * @param mostSamples how many samples are read one by one at most
     */
    BaselineHistory(PrometheusClient prometheus, VersionSelectors baseline, long mostSamples) {
        this.prometheus = prometheus;
        this.baseline = baseline;
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
        String count = baseline.weighed(selector -> "sum(count_over_time(%s))".formatted(selector.over(SHORT)));
        return prometheus.number(count, until) * time.toMillis() / SHORT.toMillis();
    }

    private List<Series> samples(Grid grid, Instant until) throws MeasurementException {
        Duration range = Duration.between(before(grid), until);
        return counters(VersionCounters.samples(prometheus, baseline, range, until));
    }

    private List<Series> sums(Grid grid, Instant until) throws MeasurementException {
        return counters((metric, by) -> {
            String sum = Selector.sum(by, baseline.of(metric).stream().map(Selector::toString));
            return prometheus.query(sum, before(grid), until, grid.interval());
        });
    }

    private List<Series> counters(VersionCounters.Queries queries) throws MeasurementException {
        return new VersionCounters(baseline, VersionCounters.TARGET, queries).readWithStarts();
    }

    /** Where the counters are sought from which counting starts. */
    private static Instant before(Grid grid) {
        return grid.origin().minus(grid.interval());
    }
}
