package io.huidu.analyzer.statistics;

/**
 * How much the canary's bad requests vary, given all bad requests: χ² around the running estimate of R, not around a
 * hypothesis, or a true regression would hide itself.
 *
 * <p>Blocks double: two of a length make one of twice that. A block shows something once its variance is 1, since χ²
 * means little below that, and at most a deviation of three standard deviations at the dispersion known before it, so
 * that the onset of a regression doesn't pass for noise. A residual around an estimate that it took part in has the share
 * of its variance less of freedom.
 *
 * <p>Source of the estimate of R: Mantel and Haenszel, doi:10.1093/jnci/22.4.719. Immutable, constant in memory.
 */
final class ComparisonVariance {

    static final ComparisonVariance NONE = new ComparisonVariance(
            0, Totals.NONE, new float[BlockVariance.LEVELS], new float[BlockVariance.LEVELS], BlockVariance.NONE);

    private static final double MOST_DEVIATION = 9;
    private static final double LEAST_VARIANCE = 1;
    private static final double SMOOTHING = 0.5;

    /** Its bits say which lengths have a block that waits for its second half. */
    private final long intervals;

    private final Totals totals;
    private final float[] waitingResidual;
    private final float[] waitingVariance;
    private final BlockVariance variance;

    private ComparisonVariance(
            long intervals, Totals totals, float[] waitingResidual, float[] waitingVariance, BlockVariance variance) {
        this.intervals = intervals;
        this.totals = totals;
        this.waitingResidual = waitingResidual;
        this.waitingVariance = waitingVariance;
        this.variance = variance;
    }

    /** How many lengths of blocks the next interval ends one of. */
    int closing() {
        return Math.min(Long.numberOfTrailingZeros(~intervals) + 1, BlockVariance.LEVELS);
    }

    /**
     * Adds an interval in which both versions had requests.
     *
     * @param phis the dispersion known before it, for each length that it ends a block of
     */
    ComparisonVariance plus(Tally tally, double[] phis) {
        Totals before = totals.plus(tally);
        double pi = before.canaryShareOfBad(tally);
        double residual = tally.k2() - tally.bad() * pi;
        double v = tally.bad() * pi * (1 - pi);
        Totals all = before.plusVariance(v);
        float[] residuals = waitingResidual.clone();
        float[] variances = waitingVariance.clone();
        BlockVariance more = close(variance, 0, residual, v, all, phis[0]);
        int level = 0;
        for (; level < closing() - 1; level++) {
            residual += residuals[level];
            v += variances[level];
            more = close(more, level + 1, residual, v, all, phis[level + 1]);
        }
        residuals[level] = (float) residual;
        variances[level] = (float) v;
        return new ComparisonVariance(intervals + 1, all, residuals, variances, more);
    }

    private static BlockVariance close(
            BlockVariance variance, int level, double residual, double v, Totals all, double phi) {
        if (v < LEAST_VARIANCE) {
            return variance;
        }
        double deviation = StrictMath.min(residual * residual / v, MOST_DEVIATION * phi);
        return variance.plus(level, deviation, 1 - v / all.variance(), 0);
    }

    void pack(Packed to) {
        to.add(intervals);
        totals.pack(to);
        to.add(waitingResidual);
        to.add(waitingVariance);
        variance.pack(to);
    }

    static ComparisonVariance unpack(Packed from) {
        return new ComparisonVariance(
                from.nextLong(), Totals.unpack(from), from.nextFloats(), from.nextFloats(), BlockVariance.unpack(from));
    }

    BlockVariance variance() {
        return variance;
    }

    /** All bad requests in a mean interval. */
    double badPerInterval() {
        return intervals == 0 ? 0 : (double) totals.bad() / intervals;
    }

    /** The canary's share of all requests so far. */
    double canaryShare() {
        return intervals == 0 ? 0 : totals.n2() / ((double) totals.n1() + totals.n2());
    }

    /** The variance that the canary's bad requests have in a mean interval if requests are independent. */
    double spread() {
        return badPerInterval() * canaryShare() * (1 - canaryShare());
    }

    /** Sums over all intervals; {@code canaryBad} and {@code baselineBad} are weighted for the estimate of R. */
    private record Totals(long n1, long n2, long bad, double canaryBad, double baselineBad, double variance) {

        static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

        Totals plus(Tally tally) {
            double share = tally.n2() / ((double) tally.n1() + tally.n2());
            return new Totals(
                    n1 + tally.n1(),
                    n2 + tally.n2(),
                    bad + tally.bad(),
                    canaryBad + tally.k2() * (1 - share),
                    baselineBad + tally.k1() * share,
                    variance);
        }

        void pack(Packed to) {
            to.add(n1);
            to.add(n2);
            to.add(bad);
            to.add(canaryBad);
            to.add(baselineBad);
            to.add(variance);
        }

        static Totals unpack(Packed from) {
            return new Totals(
                    from.nextLong(),
                    from.nextLong(),
                    from.nextLong(),
                    from.nextDouble(),
                    from.nextDouble(),
                    from.nextDouble());
        }

        Totals plusVariance(double v) {
            return new Totals(n1, n2, bad, canaryBad, baselineBad, variance + v);
        }

        /** The share of an interval's bad requests that is expected on the canary. */
        double canaryShareOfBad(Tally tally) {
            double share = tally.n2() / ((double) tally.n1() + tally.n2());
            double smoothing = SMOOTHING * share * (1 - share);
            double odds = tally.n2() / (double) tally.n1() * (canaryBad + smoothing) / (baselineBad + smoothing);
            return odds / (1 + odds);
        }
    }
}
