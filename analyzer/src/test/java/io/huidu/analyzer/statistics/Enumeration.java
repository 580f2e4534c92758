package io.huidu.analyzer.statistics;

import java.util.function.ToDoubleFunction;

/** Expectations the long way: over every outcome of independent requests with their own probabilities of being bad. */
final class Enumeration {

    private Enumeration() {}

    /** E[exp(logE)] over all k1 and k2. */
    static double expectation(double[] p1, double[] p2, ToDoubleFunction<Tally> logE) {
        double[] first = distribution(p1);
        double[] second = distribution(p2);
        double sum = 0;
        for (int k1 = 0; k1 <= p1.length; k1++) {
            for (int k2 = 0; k2 <= p2.length; k2++) {
                double e = StrictMath.exp(logE.applyAsDouble(new Tally(p1.length, k1, p2.length, k2)));
                sum += first[k1] * second[k2] * e;
            }
        }
        return sum;
    }

    /** The distribution of the number of hits, one trial after the other. */
    static double[] distribution(double[] p) {
        double[] of = new double[p.length + 1];
        of[0] = 1;
        for (double hit : p) {
            for (int k = of.length - 1; k >= 0; k--) {
                of[k] = of[k] * (1 - hit) + (k > 0 ? of[k - 1] * hit : 0);
            }
        }
        return of;
    }
}
