package io.huidu.analyzer.statistics;

/**
 * The fixed grid of alternatives that every test here mixes over: 12 ratios to the hypothesis, geometric from 1.2 to 24,
 * the j-th weighted by j^−0.3. A fixed mixture of e-processes is an e-process, so no ratio has to be guessed. A denser grid
 * finds nothing sooner: the evidence of a ratio that lies between two of them is shared by both.
 */
final class Alternatives {

    static final int COUNT = 12;

    private static final double EXPONENT = 0.3;
    private static final double LOG_SUM = StrictMath.log(sumOfWeights());
    private static final double LOG_SMALLEST = StrictMath.log(1.2);
    private static final double LOG_LARGEST = StrictMath.log(24);
    private static final double[] LOG_RATIOS = logRatios();
    private static final double[] LOG_WEIGHTS = logWeights();

    private Alternatives() {}

    /** The natural logarithm of a ratio, above 0, growing with {@code index}. */
    static double logRatio(int index) {
        return LOG_RATIOS[index];
    }

    /** The natural logarithm of a ratio's weight; the weights sum to 1. */
    static double logWeight(int index) {
        return LOG_WEIGHTS[index];
    }

    private static double[] logRatios() {
        double[] logRatios = new double[COUNT];
        for (int j = 0; j < COUNT; j++) {
            logRatios[j] = LOG_SMALLEST + (LOG_LARGEST - LOG_SMALLEST) * j / (COUNT - 1);
        }
        return logRatios;
    }

    private static double[] logWeights() {
        double[] logWeights = new double[COUNT];
        for (int j = 0; j < COUNT; j++) {
            logWeights[j] = -EXPONENT * StrictMath.log(j + 1) - LOG_SUM;
        }
        return logWeights;
    }

    private static double sumOfWeights() {
        double sum = 0;
        for (int j = 1; j <= COUNT; j++) {
            sum += StrictMath.pow(j, -EXPONENT);
        }
        return sum;
    }
}
