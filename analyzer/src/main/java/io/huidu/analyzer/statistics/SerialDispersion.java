package io.huidu.analyzer.statistics;

/**
 * How much more the sum of a series of numbers varies than that of independent ones: φ.
 *
 * <p>Calibration, not a theorem. φ is the largest of two kinds of estimate, never below 1: for blocks of 1, 2, 4, … 32
 * numbers, the variance of their sums over that of as many independent numbers, shrunk towards {@value #PRIOR} with the
 * weight of {@value #PRIOR_BLOCKS} blocks; and (1 + ρ)/(1 − ρ), what noise with autocorrelation ρ from one number to the
 * next amounts to in the long run, with ρ taken two standard errors above its estimate. Both are taken around the mean so
 * far, so that a true shift doesn't hide itself.
 *
 * <p>Source: batch means and the variance of an autoregressive series, Law, "Simulation Modeling and Analysis", 5th ed.
 * 2015, 9.5.3. Immutable, constant in memory.
 */
final class SerialDispersion {

    /** Blocks of 1 to 2^5 numbers. */
    private static final int LEVELS = 6;

    static final SerialDispersion UNSEEN =
            new SerialDispersion(0, 0, 0, new double[LEVELS], new double[LEVELS], new double[LEVELS]);

    private static final double PRIOR = 2;
    private static final double PRIOR_BLOCKS = 6;
    private static final double MOST_CORRELATION = 0.97;
    private static final double STANDARD_ERRORS = 2;

    /** Below this many numbers a correlation means nothing. */
    private static final int LEAST = 4;

    /** Numbers that are all the same have no variance to divide by. */
    private static final double LEAST_VARIANCE = 1e-3;

    private final long count;
    private final double previous;
    private final double products;
    private final double[] open;
    private final double[] sums;
    private final double[] squares;

    private SerialDispersion(
            long count, double previous, double products, double[] open, double[] sums, double[] squares) {
        this.count = count;
        this.previous = previous;
        this.products = products;
        this.open = open;
        this.sums = sums;
        this.squares = squares;
    }

    SerialDispersion plus(double number) {
        double[] o = open.clone();
        double[] s = sums.clone();
        double[] q = squares.clone();
        for (int level = 0; level < LEVELS; level++) {
            o[level] += number;
            if ((count + 1) % (1L << level) == 0) {
                s[level] += o[level];
                q[level] += o[level] * o[level];
                o[level] = 0;
            }
        }
        return new SerialDispersion(count + 1, number, products + number * previous, o, s, q);
    }

    /** φ as known today, 1 or more. */
    double phi() {
        double phi = StrictMath.max(1, inTheLongRun());
        for (int level = 0; level < LEVELS; level++) {
            phi = StrictMath.max(phi, ofBlocks(level));
        }
        return phi;
    }

    private double ofBlocks(int level) {
        long blocks = StrictMath.max(1, count >> level);
        double mean = sums[level] / blocks;
        double deviations = StrictMath.max(0, squares[level] - blocks * mean * mean);
        double ratio = deviations / ((1 << level) * StrictMath.max(variance(), LEAST_VARIANCE));
        return (PRIOR * PRIOR_BLOCKS + ratio) / (PRIOR_BLOCKS + blocks - 1);
    }

    private double inTheLongRun() {
        if (count < LEAST) {
            return 1;
        }
        double covariance = products / (count - 1) - mean() * mean();
        double correlation = covariance / StrictMath.max(variance(), LEAST_VARIANCE);
        double most = correlation + STANDARD_ERRORS / StrictMath.sqrt((double) count);
        double rho = StrictMath.max(0, StrictMath.min(most, MOST_CORRELATION));
        return (1 + rho) / (1 - rho);
    }

    private double mean() {
        return sums[0] / count;
    }

    private double variance() {
        return count == 0 ? 0 : squares[0] / count - mean() * mean();
    }
}
