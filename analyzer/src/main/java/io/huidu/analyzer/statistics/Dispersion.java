package io.huidu.analyzer.statistics;

/**
 * How much more the bad requests of the canary vary, given all bad requests, than independent requests would: φ.
 *
 * <p>Calibration, not a theorem. φ is the largest, over blocks of 1, 2, 4 and 8 intervals, of Pearson's χ² per degree
 * of freedom around the running estimate of R (not around a hypothesis, or a true regression would hide itself), shrunk
 * towards {@value #PRIOR} with the weight of {@value #PRIOR_BLOCKS} blocks; never below 1. One block counts at most as a
 * deviation of three standard deviations at the dispersion known before it, so that the onset of a real regression
 * doesn't pass for noise. A block is closed when it is long enough and its variance is at least 1, since χ² means little
 * below that.
 *
 * <p>Source: quasi-likelihood, McCullagh and Nelder, "Generalized Linear Models", 2nd ed. 1989, section 4.5; the
 * estimate of R is Mantel and Haenszel's, doi:10.1093/jnci/22.4.719. Immutable, constant in memory.
 */
public final class Dispersion {

    static final double PRIOR = 2;
    static final double PRIOR_BLOCKS = 6;

    /** No interval seen: the prior alone. */
    public static final Dispersion UNSEEN = new Dispersion(0, 0, 0, Block.all());

    private static final double SMOOTHING = 0.5;

    private final double canaryBad;
    private final double baselineBad;
    private final double variance;
    private final Block[] blocks;

    private Dispersion(double canaryBad, double baselineBad, double variance, Block[] blocks) {
        this.canaryBad = canaryBad;
        this.baselineBad = baselineBad;
        this.variance = variance;
        this.blocks = blocks;
    }

    /** Adds an interval. */
    public Dispersion plus(Tally tally) {
        if (!tally.compares()) {
            return this;
        }
        double share = tally.n2() / ((double) tally.n1() + tally.n2());
        double a = canaryBad + tally.k2() * (1 - share);
        double b = baselineBad + tally.k1() * share;
        double smoothing = SMOOTHING * share * (1 - share);
        double odds = tally.n2() / (double) tally.n1() * (a + smoothing) / (b + smoothing);
        double pi = odds / (1 + odds);
        double v = tally.bad() * pi * (1 - pi);
        Block[] next = new Block[blocks.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = blocks[i].plus(tally.k2() - tally.bad() * pi, v, variance + v);
        }
        return new Dispersion(a, b, variance + v, next);
    }

    /** φ as known today, 1 or more. */
    public double phi() {
        double phi = 1;
        for (Block block : blocks) {
            phi = StrictMath.max(phi, block.phi());
        }
        return phi;
    }

    /** The mean residual of blocks of one length, and the block that is being filled. */
    private record Block(
            int length, int intervals, double residual, double variance, double chiSquare, double freedom) {

        private static final double MOST_DEVIATION = 9;
        private static final double LEAST_VARIANCE = 1;

        static Block[] all() {
            return new Block[] {empty(1), empty(2), empty(4), empty(8)};
        }

        private static Block empty(int length) {
            return new Block(length, 0, 0, 0, 0, 0);
        }

        Block plus(double moreResidual, double moreVariance, double allVariance) {
            double r = residual + moreResidual;
            double v = variance + moreVariance;
            return intervals + 1 < length || v < LEAST_VARIANCE
                    ? new Block(length, intervals + 1, r, v, chiSquare, freedom)
                    : close(r, v, allVariance);
        }

        /** A residual around an estimate that it took part in has the share of its variance less of freedom. */
        private Block close(double r, double v, double allVariance) {
            double deviation = StrictMath.min(r * r / v, MOST_DEVIATION * phi());
            return new Block(length, 0, 0, 0, chiSquare + deviation, freedom + 1 - v / allVariance);
        }

        double phi() {
            return StrictMath.max(1, (PRIOR * PRIOR_BLOCKS + chiSquare) / (PRIOR_BLOCKS + freedom));
        }
    }
}
