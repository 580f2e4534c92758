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
 * @param canaryMillis the canary's for regression, rounded up; infinity beyond its largest bound
 * @param regression counts with the canary's threshold rounded up
 * @param nonInferiority counts with the canary's threshold rounded down
 */
public record SlowRequests(double thresholdMillis, double canaryMillis, Tally regression, Tally nonInferiority) {

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
        return Optional.of(above(threshold, tolerance, v1, v2));
    }

    /**
     * Without a past, the threshold that the share 1 − quantile of both versions' requests in this interval exceeds, or
     * less: evidence of a regression, none of its absence. Empty without bounds, or when a version had no requests.
     *
     * <p>Why that is as good as a threshold of the past: were the canary (its times divided by 1 + tolerance) exactly like
     * the baseline, then given the pooled times the slow ones would be dealt to the versions like cards, and dealing
     * spreads less than coins do: E[f] of a convex f is smaller (Hoeffding, "Probability inequalities for sums of bounded
     * random variables", 1963, theorem 4). A faster canary can only get fewer of the slow ones.
     */
    public static Optional<SlowRequests> pooled(
            double quantile, double tolerance, LatencyHistogram v1, LatencyHistogram v2) {
        if (v1.buckets() == 1 || v1.total() == 0 || v2.total() == 0) {
            return Optional.empty();
        }
        double most = (1 - quantile) * (v1.total() + v2.total());
        int low = 0;
        int high = v1.buckets() - 2;
        while (low < high) {
            int middle = (low + high) / 2;
            if (above(v1.upperBoundMillis(middle), tolerance, v1, v2)
                            .regression()
                            .bad()
                    <= most) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        SlowRequests found = above(v1.upperBoundMillis(low), tolerance, v1, v2);
        Tally nothing = new Tally(0, 0, 0, 0);
        return Optional.of(new SlowRequests(found.thresholdMillis, found.canaryMillis, found.regression, nothing));
    }

    private static SlowRequests above(double threshold, double tolerance, LatencyHistogram v1, LatencyHistogram v2) {
        long slow1 = v1.countAbove(threshold);
        double asked = (1 + tolerance) * threshold;
        double up = v2.boundAtOrAbove(asked * (1 - ROUNDING));
        long slowAboveDown = v2.boundAtOrBelow(asked * (1 + ROUNDING)).stream()
                .mapToLong(v2::countAbove)
                .findFirst()
                .orElse(v2.total());
        return new SlowRequests(
                threshold,
                up,
                new Tally(v1.total(), slow1, v2.total(), v2.countAbove(up)),
                new Tally(v1.total(), slow1, v2.total(), slowAboveDown));
    }
}
