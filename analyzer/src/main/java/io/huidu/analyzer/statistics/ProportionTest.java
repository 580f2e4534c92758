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
 *
 * @param p0 the hypothesis' bound, strictly between 0 and 1
 * @param side where the alternatives lie
 */
public record ProportionTest(double p0, Side side) {

    public ProportionTest {
        if (!(p0 > 0 && p0 < 1)) {
            throw new IllegalArgumentException("p0: got %s, expected 0 < p0 < 1".formatted(p0));
        }
    }

    /** The log e-value per alternative, for k of n. */
    public double[] logE(long k, long n) {
        double[] logE = new double[Alternatives.COUNT];
        double x0 = LogSpace.logit(p0);
        for (int j = 0; j < logE.length; j++) {
            double step = side.sign() * Alternatives.logRatio(j);
            logE[j] = k * step - n * (LogSpace.softplus(x0 + step) - LogSpace.softplus(x0));
        }
        return logE;
    }
}
