package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.statistics.QuantileBand;
import io.huidu.events.Estimate;
import io.huidu.events.QuantileShift;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Shifts of p50, p95 and p99 between two versions, with limits at confidence 1 − α: half of α for each version. */
record LatencyShifts(double alpha, double dispersion) {

    private static final List<Double> QUANTILES = List.of(0.5, 0.95, 0.99);

    /** Empty while either version has no latency. */
    List<QuantileShift> between(LatencyHistogram baseline, LatencyHistogram canary) {
        QuantileBand v1 = new QuantileBand(baseline, alpha / 2, dispersion);
        QuantileBand v2 = new QuantileBand(canary, alpha / 2, dispersion);
        return QUANTILES.stream().flatMap(q -> shift(q, v1, v2)).toList();
    }

    private static Stream<QuantileShift> shift(double q, QuantileBand v1, QuantileBand v2) {
        OptionalDouble before = v1.histogram().quantile(q);
        OptionalDouble after = v2.histogram().quantile(q);
        if (before.isEmpty() || after.isEmpty()) {
            return Stream.empty();
        }
        double value = after.getAsDouble() - before.getAsDouble();
        Estimate shift = Estimate.of(value, v2.lower(q) - v1.upper(q), v2.upper(q) - v1.lower(q));
        return Stream.of(new QuantileShift(q, before.getAsDouble(), after.getAsDouble(), shift));
    }
}
