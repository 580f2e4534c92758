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

    private static final double[] GRID = grid();

    private final double cap;
    private final int terms;
    private final double[] sums;

    private CappedEvidence(double cap, int terms, double[] sums) {
        this.cap = cap;
        this.terms = terms;
        this.sums = sums;
    }

    /**
     * No evidence yet.
     *
     * @param cap what one interval adds at most to log e / φ, above 0
     * @param terms how many log e-values an interval has
     */
    public static CappedEvidence none(double cap, int terms) {
        if (!(cap > 0)) {
            throw new IllegalArgumentException("cap: got %s, expected above 0".formatted(cap));
        }
        return new CappedEvidence(cap, terms, new double[DISPERSIONS * terms]);
    }

    /** No evidence yet, of a test that mixes over {@link Alternatives}. */
    public static CappedEvidence none(double cap) {
        return none(cap, Alternatives.COUNT);
    }

    /** Adds an interval, given by its log e-values. */
    public CappedEvidence plus(double[] logE) {
        double[] next = sums.clone();
        for (int d = 0; d < DISPERSIONS; d++) {
            double most = cap * GRID[d];
            for (int j = 0; j < terms; j++) {
                next[d * terms + j] += StrictMath.min(logE[j], most);
            }
        }
        return new CappedEvidence(cap, terms, next);
    }

    /** The evidence of the mixture over {@link Alternatives} with today's dispersion, 1 or more. */
    public double logE(double phi) {
        return logE(phi, 1);
    }

    /** The evidence there would be if everything so far had happened {@code times} times. */
    public double logE(double phi, double times) {
        double[] mixed = new double[terms];
        for (int j = 0; j < terms; j++) {
            mixed[j] = Alternatives.logWeight(j) + times * logE(j, phi);
        }
        return LogSpace.logSumExp(mixed);
    }

    /** The evidence of one term alone. */
    public double logE(int term, double phi) {
        int d = 1;
        while (d < DISPERSIONS - 1 && GRID[d] < phi) {
            d++;
        }
        double above = StrictMath.min((phi - GRID[d - 1]) / (GRID[d] - GRID[d - 1]), 1);
        double low = sums[(d - 1) * terms + term];
        double high = sums[d * terms + term];
        return (low + above * (high - low)) / phi;
    }

    private static double[] grid() {
        double[] grid = new double[DISPERSIONS];
        for (int d = 0; d < DISPERSIONS; d++) {
            grid[d] = StrictMath.pow(2, d / 2.0);
        }
        return grid;
    }
}
