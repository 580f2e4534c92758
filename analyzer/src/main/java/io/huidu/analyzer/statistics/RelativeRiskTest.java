package io.huidu.analyzer.statistics;

import java.util.OptionalDouble;

/**
 * E-values of one interval against a hypothesis about the relative risk R = p2/p1.
 *
 * <p>Guarantee: for independent requests with any, even unequal, probabilities of being bad, each returned e-value has
 * expectation at most 1 given everything before the interval, whenever p2 ≤ R0·p1 in the mean over the interval's
 * requests ({@link Side#ABOVE}; p2 ≥ R0·p1 for {@link Side#BELOW}). p1 may change from interval to interval in any way,
 * and so may the split of the traffic. With π(R) = n2·R/(n1 + n2·R), r = π(R)/π(R0), s = (1−π(R))/(1−π(R0)):
 *
 * <pre>log e(R) = k2·log r + k1·log s</pre>
 *
 * <p>Why: log(1+x) ≤ x gives log E[e] ≤ n1·p1·(s−1) + n2·p2·(r−1), and n1·s + n2·R0·r = n1 + n2·R0.
 *
 * <p>Source: the coin of Lindon and Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022,
 * arXiv:2011.03567; one-sided composite hypotheses as in Turner, Ly and Grünwald, arXiv:2106.02693.
 */
public final class RelativeRiskTest {

    private static final double MOST_DETECTABLE = 1000;
    private static final int HALVINGS = 20;

    private final double r0;
    private final double[] logRatios = new double[Alternatives.COUNT];
    private final double[] alternatives = new double[Alternatives.COUNT];

    /**
     * @param r0 the hypothesis' bound on the relative risk, above 0
     * @param side where the alternatives lie
     */
    public RelativeRiskTest(double r0, Side side) {
        if (!(r0 > 0 && r0 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("r0: got %s, expected above 0 and finite".formatted(r0));
        }
        this.r0 = r0;
        for (int j = 0; j < Alternatives.COUNT; j++) {
            logRatios[j] = side.sign() * Alternatives.logRatio(j);
            alternatives[j] = r0 * StrictMath.exp(logRatios[j]);
        }
    }

    /** The log e-value per alternative; all 0 for an interval that can't tell the versions apart. */
    public double[] logE(Tally tally) {
        return tally.compares()
                ? logE((double) tally.n1(), (double) tally.n2(), (double) tally.k2(), (double) tally.bad())
                : new double[Alternatives.COUNT];
    }

    /**
     * The relative risk at which the expected evidence of so many requests reaches a bound: what would be found more likely
     * than not. Empty when none would be, for lack of bad requests.
     *
     * @param n1 the baseline's requests
     * @param rate its rate of bad ones, above 0
     * @param n2 the canary's requests
     * @param phi the dispersion
     * @param bound what the log-evidence has to reach
     */
    public OptionalDouble detectableRisk(long n1, double rate, long n2, double phi, double bound) {
        double low = 0;
        double high = StrictMath.log(StrictMath.min(MOST_DETECTABLE, 1 / (rate * r0)));
        if (n1 == 0 || n2 == 0 || expectedLogE(n1, rate, n2, high, phi) < bound) {
            return OptionalDouble.empty();
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (expectedLogE(n1, rate, n2, middle, phi) < bound) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalDouble.of(r0 * StrictMath.exp(high));
    }

    private double expectedLogE(long n1, double rate, long n2, double logRatio, double phi) {
        double k2 = n2 * rate * r0 * StrictMath.exp(logRatio);
        double[] mixed = logE((double) n1, (double) n2, k2, n1 * rate + k2);
        for (int j = 0; j < mixed.length; j++) {
            mixed[j] = Alternatives.logWeight(j) + mixed[j] / phi;
        }
        return LogSpace.logSumExp(mixed);
    }

    private double[] logE(double n1, double n2, double k2, double bad) {
        double[] logE = new double[Alternatives.COUNT];
        double ofCanary = n2 / (n1 + n2 * r0);
        double ofBaseline = 1 - ofCanary * r0;
        for (int j = 0; j < logE.length; j++) {
            // log r = logRatio − log c and log s = −log c, with c = (n1 + n2·R)/(n1 + n2·R0)
            double logC = StrictMath.log(ofBaseline + ofCanary * alternatives[j]);
            logE[j] = k2 * logRatios[j] - bad * logC;
        }
        return logE;
    }
}
