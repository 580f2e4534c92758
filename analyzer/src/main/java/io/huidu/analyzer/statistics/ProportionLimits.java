package io.huidu.analyzer.statistics;

/**
 * Confidence limits of one probability that hold at all times at once.
 *
 * <p>Guarantee: for independent trials each limit is on the wrong side of p, at any time ever, with probability at most
 * exp(−bound), for whatever dispersion of 1 or more. A limit is the p0 at which the mixture of {@link ProportionTest}
 * reaches the bound: the evidence is a function of the totals, and moves with the log-odds of p0 at the rate n·(p0 − p)
 * per alternative p, always of one sign, so that there is exactly one such p0.
 *
 * <p>Source: inversion of an e-process into a confidence sequence, arXiv:2210.01948, section 4.
 *
 * @param k how many trials were hits
 * @param n how many trials
 * @param dispersion φ; 1 or more for the guarantee, less to ask what more of the same would show
 */
public record ProportionLimits(double k, double n, double dispersion) {

    private static final double FARTHEST = 40;
    private static final double ACCURACY = 1e-9;
    /** The evidence at the ends, in millions, would hide where it passes the bound. */
    private static final double FAR = 1e3;

    public ProportionLimits {
        if (!(k >= 0 && k <= n)) {
            throw new IllegalArgumentException("k: got %s of %s trials, expected 0 to trials".formatted(k, n));
        }
        if (!(dispersion > 0)) {
            throw new IllegalArgumentException("dispersion: got %s, expected above 0".formatted(dispersion));
        }
    }

    /** The largest p0 that isn't rejected with log-evidence {@code bound}; 1 when none is. */
    public double upper(double bound) {
        return limit(Side.BELOW, bound);
    }

    /** The smallest p0 that isn't rejected with log-evidence {@code bound}; 0 when none is. */
    public double lower(double bound) {
        return limit(Side.ABOVE, bound);
    }

    private double limit(Side side, double bound) {
        int away = -side.sign();
        double rejected = away * FARTHEST;
        if (logE(rejected, side) < bound) {
            return side == Side.BELOW ? 1 : 0;
        }
        double found =
                Crossing.of(x0 -> StrictMath.clamp(logE(x0, side) - bound, -FAR, FAR), -FARTHEST, FARTHEST, ACCURACY);
        return LogSpace.probability(found);
    }

    private double logE(double x0, Side side) {
        double base = LogSpace.softplus(x0);
        double[] terms = new double[Alternatives.COUNT];
        for (int j = 0; j < terms.length; j++) {
            double step = side.sign() * Alternatives.logRatio(j);
            terms[j] = Alternatives.logWeight(j) + (k * step - n * (LogSpace.softplus(x0 + step) - base)) / dispersion;
        }
        return LogSpace.logSumExp(terms);
    }
}
