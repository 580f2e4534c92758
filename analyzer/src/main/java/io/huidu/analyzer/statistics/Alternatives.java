package io.huidu.analyzer.statistics;

/**
 * The fixed grid of alternatives that every test here mixes over with equal weights: 24 ratios to the hypothesis,
 * geometric from 1.1 to 64. A fixed mixture of e-processes is an e-process, so no ratio has to be guessed.
 */
final class Alternatives {

    static final int COUNT = 24;

    static final double LOG_WEIGHT = -StrictMath.log(COUNT);

    private static final double LOG_SMALLEST = StrictMath.log(1.1);
    private static final double LOG_LARGEST = StrictMath.log(64);

    private Alternatives() {}

    /** The natural logarithm of a ratio, above 0, growing with {@code index}. */
    static double logRatio(int index) {
        return LOG_SMALLEST + (LOG_LARGEST - LOG_SMALLEST) * index / (COUNT - 1);
    }
}
