package io.huidu.analyzer.statistics;

/**
 * Sums of numbers that are known by their logarithms, and probabilities known by their log-odds.
 *
 * <p>{@link StrictMath} throughout the package: {@link Math} may use instructions that differ between machines in the
 * last bit, and a verdict must be the same wherever it is replayed.
 */
public final class LogSpace {

    private LogSpace() {}

    /** log Σ exp(x), without overflow; negative infinity for no terms. */
    public static double logSumExp(double... x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double term : x) {
            max = StrictMath.max(max, term);
        }
        if (Double.isInfinite(max)) {
            return max;
        }
        double sum = 0;
        for (double term : x) {
            sum += StrictMath.exp(term - max);
        }
        return max + StrictMath.log(sum);
    }

    /** log(1 + exp(x)), which is −log(1 − p) for p with log-odds x. */
    static double softplus(double x) {
        return StrictMath.max(x, 0) + StrictMath.log1p(StrictMath.exp(-StrictMath.abs(x)));
    }

    /** Log-odds of a probability strictly between 0 and 1. */
    static double logit(double p) {
        return StrictMath.log(p) - StrictMath.log1p(-p);
    }

    /** The probability with log-odds x. */
    static double probability(double x) {
        return StrictMath.exp(-softplus(-x));
    }
}
