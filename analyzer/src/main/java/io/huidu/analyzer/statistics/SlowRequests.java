package io.huidu.analyzer.statistics;

import java.util.Optional;

/**
 * Latency as a coin: requests slower than a threshold that was fixed before the interval.
 *
 * <p>The tolerance is in time: the baseline is held against the threshold, the canary against (1 + tolerance) times it.
 * Where no bucket bound lies there, the canary's is rounded up for regression and down for non-inferiority, so that
 * rounding never makes evidence. Tests that hold for any threshold hold for this one, since it depends on the past alone.
 *
 * @param thresholdMillis the baseline's threshold
 * @param regression counts with the canary's threshold rounded up
 * @param nonInferiority counts with the canary's threshold rounded down
 */
public record SlowRequests(double thresholdMillis, Tally regression, Tally nonInferiority) {

    /** Bounds are decimal numbers, so that 1.1 × 100 is to find 110. */
    private static final double ROUNDING = 1e-9;

    /**
     * The threshold at a quantile of the baseline's past, snapped to a bound that the interval's histogram has; the
     * largest bound when the quantile lies above all of them. Empty without bounds or without a past.
     */
    public static Optional<SlowRequests> at(
            double quantile, LatencyHistogram past, double tolerance, LatencyHistogram v1, LatencyHistogram v2) {
        if (past.total() == 0 || v1.buckets() == 1) {
            return Optional.empty();
        }
        double snapped = v1.boundAtOrAbove(past.quantileBound(quantile));
        double threshold = Double.isFinite(snapped) ? snapped : v1.upperBoundMillis(v1.buckets() - 2);
        long slow1 = v1.countAbove(threshold);
        double asked = (1 + tolerance) * threshold;
        long slowAboveUp = v2.countAbove(v2.boundAtOrAbove(asked * (1 - ROUNDING)));
        long slowAboveDown = v2.boundAtOrBelow(asked * (1 + ROUNDING)).stream()
                .mapToLong(v2::countAbove)
                .findFirst()
                .orElse(v2.total());
        return Optional.of(new SlowRequests(
                threshold,
                new Tally(v1.total(), slow1, v2.total(), slowAboveUp),
                new Tally(v1.total(), slow1, v2.total(), slowAboveDown)));
    }
}
