package io.huidu.analyzer.statistics;

/**
 * Evidence of all intervals so far under a mixture of alternatives, with two repairs for requests that are not
 * independent: the log e-values are divided by today's dispersion φ, and one interval adds at most a cap.
 *
 * <pre>log E = log Σ w·exp(Σ min(log e / φ, cap)), the inner sum over intervals, the outer over alternatives</pre>
 *
 * <p>Guarantee: whatever φ ≥ 1 is chosen and however it depends on the data, P(sup E ≥ 1/α) ≤ α for independent requests
 * under the hypothesis. Why: a cap only takes away; Σ w·e^(1/φ) ≤ (Σ w·e)^(1/φ) by Jensen's inequality, which passes
 * 1/α ≥ 1 only where Σ w·e does; and for that Ville's inequality holds (arXiv:2210.01948, section 3). For dependent
 * requests it is calibration, not a theorem.
 *
 * <p>φ changes after the sums were taken, so they are held for a fixed grid of φ. In between, Σ min(log e, φ·cap) is
 * concave in φ, and its chord is never above it. Memory and time per interval are constant. Immutable.
 */
public final class CappedEvidence {

    /** 1, √2, 2, … 64. */
    private static final int DISPERSIONS = 13;

    private static final double LOG_STEP = StrictMath.log(2) / 2;

    private final double cap;
    private final double[] sums;

    private CappedEvidence(double cap, double[] sums) {
        this.cap = cap;
        this.sums = sums;
    }

    /**
     * No evidence yet.
     *
     * @param cap what one interval adds at most to log e / φ, above 0
     */
    public static CappedEvidence none(double cap) {
        if (!(cap > 0)) {
            throw new IllegalArgumentException("cap: got %s, expected above 0".formatted(cap));
        }
        return new CappedEvidence(cap, new double[DISPERSIONS * Alternatives.COUNT]);
    }

    /** Adds an interval, given by its log e-value per alternative. */
    public CappedEvidence plus(double[] logE) {
        double[] next = sums.clone();
        for (int d = 0; d < DISPERSIONS; d++) {
            double most = cap * dispersion(d);
            for (int j = 0; j < Alternatives.COUNT; j++) {
                next[d * Alternatives.COUNT + j] += StrictMath.min(logE[j], most);
            }
        }
        return new CappedEvidence(cap, next);
    }

    /** The evidence with today's dispersion, 1 or more. */
    public double logE(double phi) {
        return logE(phi, 1);
    }

    /** The evidence there would be if everything so far had happened {@code times} times. */
    public double logE(double phi, double times) {
        double position = StrictMath.min(StrictMath.log(phi) / LOG_STEP, DISPERSIONS - 1);
        int below = StrictMath.min((int) position, DISPERSIONS - 2);
        double above = StrictMath.min((phi - dispersion(below)) / (dispersion(below + 1) - dispersion(below)), 1);
        double[] terms = new double[Alternatives.COUNT];
        for (int j = 0; j < terms.length; j++) {
            double low = sums[below * Alternatives.COUNT + j];
            double high = sums[(below + 1) * Alternatives.COUNT + j];
            terms[j] = Alternatives.LOG_WEIGHT + times * (low + above * (high - low)) / phi;
        }
        return LogSpace.logSumExp(terms);
    }

    private static double dispersion(int index) {
        return StrictMath.exp(index * LOG_STEP);
    }
}
