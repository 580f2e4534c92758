package io.huidu.analyzer.statistics;

/**
 * E-values of one interval against "the excess rate p2 − p1 is at least Δ": evidence that a canary is harmless enough.
 *
 * <p>Guarantee: for independent requests with any, even unequal, probabilities of being bad, the e-value has expectation
 * at most 1 given everything before the interval, whenever p2 − p1 ≥ Δ in the mean over the interval's requests. p1 may
 * change from interval to interval in any way, and so may the split of the traffic.
 *
 * <p>It is the likelihood ratio of a guess (g1, g2), made before the interval, against the point (q, q + Δ) that is
 * nearest to it in n1·KL(g1‖q) + n2·KL(g2‖q + Δ). Why: with r = g/q and s = (1−g)/(1−q) for either version,
 * log E[e] ≤ Σ n·(s − 1 + p·(r − s)), which is linear in p1 and p2 and 0 at (q, q + Δ); being nearest means that
 * n1·(r1 − s1) = −n2·(r2 − s2) > 0, so it grows with p1 − p2, which is at most −Δ.
 *
 * <p>Source: Turner, Ly and Grünwald, "Generic E-variables for exact sequential k-sample tests that allow for optional
 * stopping", theorem 1 (convex hypotheses), arXiv:2106.02693.
 *
 * @param delta Δ, strictly between 0 and 1
 */
public record ExcessTest(double delta) {

    private static final int MOST_STEPS = 60;
    private static final double PRECISION = 1e-14;

    public ExcessTest {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta: got %s, expected 0 < delta < 1".formatted(delta));
        }
    }

    /** The log e-value; 0 where the guess itself lies in the hypothesis, or one version had no requests. */
    public double logE(Tally tally, RateGuess guess) {
        if (tally.n1() == 0 || tally.n2() == 0 || guess.p2() >= guess.p1() + delta) {
            return 0;
        }
        double q = nearest(tally, guess);
        return logRatio(tally.k1(), tally.n1(), guess.p1(), q)
                + logRatio(tally.k2(), tally.n2(), guess.p2(), q + delta);
    }

    private static double logRatio(long k, long n, double g, double q) {
        return k * StrictMath.log(g / q) + (n - k) * StrictMath.log((1 - g) / (1 - q));
    }

    /** The distance is convex in q, and its slope changes its sign between two ends: Newton's method within them. */
    private double nearest(Tally tally, RateGuess guess) {
        double low = StrictMath.max(0, guess.p2() - delta);
        double high = StrictMath.min(guess.p1(), 1 - delta);
        double mean = (tally.n1() * guess.p1() + tally.n2() * (guess.p2() - delta)) / (tally.n1() + tally.n2());
        double q = mean > low && mean < high ? mean : (low + high) / 2;
        for (int i = 0; i < MOST_STEPS && high - low > PRECISION * high; i++) {
            double slope1 = slope(tally.n1(), guess.p1(), q);
            double slope2 = slope(tally.n2(), guess.p2(), q + delta);
            double slope = slope1 + slope2;
            if (slope < 0) {
                low = q;
            } else {
                high = q;
            }
            double bend = bend(tally.n1(), slope1, q) + bend(tally.n2(), slope2, q + delta);
            double next = q - slope / bend;
            if (StrictMath.abs(next - q) <= PRECISION * q) {
                return q;
            }
            q = next > low && next < high ? next : (low + high) / 2;
        }
        return q;
    }

    private static double slope(long n, double g, double q) {
        return n * (q - g) / (q * (1 - q));
    }

    /** The derivative of the slope. */
    private static double bend(long n, double slope, double q) {
        return (n - slope * (1 - 2 * q)) / (q * (1 - q));
    }
}
