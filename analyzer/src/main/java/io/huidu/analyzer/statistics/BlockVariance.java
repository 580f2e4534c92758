package io.huidu.analyzer.statistics;

/**
 * How much counts vary in blocks of 1, 2, 4, … 256 intervals: Pearson's χ² with its degrees of freedom, for each length
 * of a block. Noise that lasts shows in long blocks only. Immutable; single precision tells more than is known.
 *
 * <p>Source: quasi-likelihood, McCullagh and Nelder, "Generalized Linear Models", 2nd ed. 1989, section 4.5; the method
 * of batch means for series that depend on their past, Law, "Simulation Modeling and Analysis", 5th ed. 2015, 9.5.3.
 */
final class BlockVariance {

    static final int LEVELS = 9;
    static final BlockVariance NONE = new BlockVariance(new float[3 * LEVELS]);

    /** For each level χ², degrees of freedom, and the bad requests expected times the degrees of freedom. */
    private final float[] sums;

    private BlockVariance(float[] sums) {
        this.sums = sums;
    }

    /**
     * Adds a block of 2^level intervals.
     *
     * @param df its degrees of freedom
     * @param bad the bad requests expected in it, of each of the groups that are compared
     */
    BlockVariance plus(int level, double chi2, double df, double bad) {
        float[] next = sums.clone();
        next[3 * level] += (float) chi2;
        next[3 * level + 1] += (float) df;
        next[3 * level + 2] += (float) (df * bad);
        return new BlockVariance(next);
    }

    void pack(Packed to) {
        to.add(sums);
    }

    static BlockVariance unpack(Packed from) {
        return new BlockVariance(from.nextFloats());
    }

    double chiSquare(int level) {
        return sums[3 * level];
    }

    double freedom(int level) {
        return sums[3 * level + 1];
    }

    /** Whether there has been anything to compare. */
    boolean isKnown() {
        for (int level = 0; level < LEVELS; level++) {
            if (freedom(level) > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * By how much the variance of a group's count in a block exceeds that of independent requests, as a multiple of it,
     * if the group has {@code bad} bad requests per interval: the relative variance of its rate times its expected count.
     */
    double excess(int level, double bad) {
        double relative = (chiSquare(level) - freedom(level)) / StrictMath.max(sums[3 * level + 2], Float.MIN_NORMAL);
        return freedom(level) == 0 ? 0 : (1 << level) * bad * StrictMath.max(0, relative);
    }
}
