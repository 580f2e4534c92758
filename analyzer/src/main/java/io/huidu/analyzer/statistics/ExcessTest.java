package io.huidu.analyzer.statistics;

/**
 * E-values of one interval against "the excess rate p2 − p1 is at least Δ": evidence that a canary is harmless enough.
 *
 * <p>Guarantee: for independent requests with any, even unequal, probabilities of being bad, the e-value has expectation
 * at most 1 given everything before the interval, whenever p2 − p1 ≥ Δ in the mean over the interval's requests. p1 may
 * change from interval to interval in any way, and so may the split of the traffic.
 *
 * <p>For any λ between 0 and 1 that was chosen before the interval, with w = n2/n1:
 *
 * <pre>log e = k1·log(1 + w·λ) + k2·log(1 − λ) + n2·Δ·λ</pre>
 *
 * <p>Why: E[r^k] ≤ exp(n·p·(r − 1)) since 1 + x ≤ e^x, so log E[e] ≤ n1·p1·w·λ − n2·p2·λ + n2·Δ·λ = n2·λ·(p1 − p2 + Δ),
 * which is at most 0. λ is what a guess of both rates lets grow fastest: the positive root of
 * Δ·w·λ² + (Δ·(1 − w) + g1 + w·g2)·λ = g1 − g2 + Δ, which lies below 1.
 *
 * <p>Source: betting on a guess as in Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting",
 * arXiv:2010.09686, here against a difference of two rates.
 */
public final class ExcessTest {

    private final double delta;

    /**
     * @param delta Δ, strictly between 0 and 1
     */
    public ExcessTest(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta: got %s, expected 0 < delta < 1".formatted(delta));
        }
        this.delta = delta;
    }

    public double delta() {
        return delta;
    }

    /** The log e-value; 0 where the guess itself lies in the hypothesis, or one version had no requests. */
    public double logE(Tally tally, RateGuess guess) {
        double gain = guess.p1() - guess.p2() + delta;
        if (tally.n1() == 0 || tally.n2() == 0 || gain <= 0) {
            return 0;
        }
        double w = (double) tally.n2() / tally.n1();
        double linear = delta * (1 - w) + guess.p1() + w * guess.p2();
        double lambda = 2 * gain / (linear + StrictMath.sqrt(linear * linear + 4 * delta * w * gain));
        return tally.k1() * StrictMath.log1p(w * lambda)
                + tally.k2() * StrictMath.log1p(-lambda)
                + tally.n2() * delta * lambda;
    }
}
