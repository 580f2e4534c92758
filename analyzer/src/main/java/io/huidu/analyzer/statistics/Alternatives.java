package io.huidu.analyzer.statistics;

/**
 * The fixed grid of alternatives that every test here mixes over: 24 ratios to the hypothesis, geometric from 1.1 to 64,
 * the j-th weighted by 1/j. A fixed mixture of e-processes is an e-process, so no ratio has to be guessed. Small ratios
 * weigh most since there every request counts; a large ratio shows soon even with a small weight, and has neighbours.
 */
final class Alternatives {

    static final int COUNT = 24;

    private static final double LOG_HARMONIC = StrictMath.log(harmonic());
    private static final double LOG_SMALLEST = StrictMath.log(1.1);
    private static final double LOG_LARGEST = StrictMath.log(64);

    private Alternatives() {}

    /** The natural logarithm of a ratio, above 0, growing with {@code index}. */
    static double logRatio(int index) {
        return LOG_SMALLEST + (LOG_LARGEST - LOG_SMALLEST) * index / (COUNT - 1);
    }

    /** The natural logarithm of a ratio's weight; the weights sum to 1. */
    static double logWeight(int index) {
        return -StrictMath.log(index + 1) - LOG_HARMONIC;
    }

    private static double harmonic() {
        double sum = 0;
        for (int j = 1; j <= COUNT; j++) {
            sum += 1.0 / j;
        }
        return sum;
    }
}
