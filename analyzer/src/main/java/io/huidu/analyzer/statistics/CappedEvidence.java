package io.huidu.analyzer.statistics;

/**
 * Evidence of all intervals so far under a mixture of alternatives, with two repairs for requests that are not
 * independent: the log e-values are divided by today's dispersion φ, and one interval adds at most a cap.
 *
 * <pre>log E = log Σ w·exp(Σ min(log e / φ, cap)), the inner sum over intervals, the outer over alternatives</pre>
 *
 * <p>What is looked for may have been there from the beginning ({@link LastingEvidence}), or have set in at any time
 * ({@link OnsetEvidence}).
 *
 * <p>Guarantee: whatever φ ≥ 1 is chosen and however it depends on the data, P(sup E ≥ 1/α) ≤ α for independent requests
 * under the hypothesis. Why: a cap only takes away. So for any fixed φ, E is at most Σ w·e^(1/φ) ≤ (Σ w·e)^(1/φ) by
 * Jensen's inequality, which passes 1/α ≥ 1 only where Σ w·e does; and for that Ville's inequality holds. φ changes after
 * the sums were taken, so they are held for a fixed grid of φ. In between, log E is a weighted mean of both neighbours',
 * which passes a bound only where one of them does. For dependent requests it is calibration, not a theorem.
 *
 * <p>Sums are kept in single precision and rounded down, which takes a little more away: of a log E of 10 less than 0.01
 * in a day of intervals of 15 s. Memory and time per interval are constant: at most some 1.5 KiB. Immutable.
 */
public abstract sealed class CappedEvidence permits LastingEvidence, OnsetEvidence {

    /** 1, √2, 2, … 64. */
    static final int DISPERSIONS = 13;

    private static final double[] GRID = grid();

    /** Twice what rounding to the nearest float may add to a number, as a part of it. */
    private static final double ROUNDING = 0x1p-23;

    private final int terms;

    /**
     * @param terms how many log e-values an interval has
     */
    CappedEvidence(int terms) {
        this.terms = terms;
    }

    /** Adds an interval, given by its log e-values. */
    public abstract CappedEvidence plus(double[] logE);

    /** The inner sum of one term at a dispersion of the grid, times that dispersion. */
    abstract double sum(int dispersion, int term);

    final int terms() {
        return terms;
    }

    static double dispersion(int index) {
        return GRID[index];
    }

    /** The number, or a bit less. */
    static float down(double sum) {
        return (float) (sum - StrictMath.abs(sum) * ROUNDING);
    }

    /** The evidence of the mixture over {@link Alternatives} with today's dispersion, 1 or more. */
    public final double logE(double phi) {
        return logE(phi, 1);
    }

    /** The evidence there would be if everything so far had happened {@code times} times. */
    public final double logE(double phi, double times) {
        double[] mixed = new double[terms];
        for (int j = 0; j < terms; j++) {
            mixed[j] = Alternatives.logWeight(j) + times * logE(j, phi);
        }
        return LogSpace.logSumExp(mixed);
    }

    /** The evidence of one term alone. */
    public final double logE(int term, double phi) {
        int d = 1;
        while (d < DISPERSIONS - 1 && GRID[d] < phi) {
            d++;
        }
        double above = StrictMath.min((phi - GRID[d - 1]) / (GRID[d] - GRID[d - 1]), 1);
        double low = sum(d - 1, term);
        double high = sum(d, term);
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
