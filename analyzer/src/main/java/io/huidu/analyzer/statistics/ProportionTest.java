package io.huidu.analyzer.statistics;

/**
 * E-values of one interval against a hypothesis about one probability p.
 *
 * <p>Guarantee: for independent trials each returned e-value has expectation at most 1 given everything before the
 * interval, whenever the mean of p over the interval is at most p0 ({@link Side#ABOVE}; at least p0 for
 * {@link Side#BELOW}). The alternatives are odds ratios: with x = log-odds of p,
 *
 * <pre>log e(x) = k·(x − x0) − n·(log(1 + exp(x)) − log(1 + exp(x0)))</pre>
 *
 * <p>Why: with r = p/p0 and s = (1−p)/(1−p0), a trial of probability q has E[e] = q·r + (1−q)·s = 1 + (q−p0)(r−s).
 *
 * <p>Source: the likelihood ratio of Wald's sequential test, mixed over alternatives; Ramdas, Grünwald, Vovk and Shafer,
 * "Game-theoretic statistics and safe anytime-valid inference", arXiv:2210.01948, section 3.
 */
public final class ProportionTest {

    private final double[] steps = new double[Alternatives.COUNT];
    private final double[] costs = new double[Alternatives.COUNT];

    /**
     * @param p0 the hypothesis' bound, strictly between 0 and 1
     * @param side where the alternatives lie
     */
    public ProportionTest(double p0, Side side) {
        if (!(p0 > 0 && p0 < 1)) {
            throw new IllegalArgumentException("p0: got %s, expected 0 < p0 < 1".formatted(p0));
        }
        double x0 = LogSpace.logit(p0);
        for (int j = 0; j < Alternatives.COUNT; j++) {
            steps[j] = side.sign() * Alternatives.logRatio(j);
            costs[j] = LogSpace.softplus(x0 + steps[j]) - LogSpace.softplus(x0);
        }
    }

    /** The log e-value per alternative, for k of n. */
    public double[] logE(long k, long n) {
        double[] logE = new double[Alternatives.COUNT];
        for (int j = 0; j < logE.length; j++) {
            logE[j] = k * steps[j] - n * costs[j];
        }
        return logE;
    }
}
