package io.huidu.e2e.bench.statistics;

import java.util.stream.DoubleStream;

/**
 * A median with a 95 % confidence interval from order statistics, by the normal approximation of the binomial ranks.
 * What never happened counts as infinite.
 */
record Median(double lower, double value, double upper) {

    static Median of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int n = sorted.length;
        if (n == 0) {
            throw new IllegalArgumentException("values: got none, expected one or more");
        }
        int reach = (int) Math.ceil(1.959964 * Math.sqrt(n) / 2);
        return new Median(
                sorted[Math.max(0, n / 2 - reach)], middle(sorted), sorted[Math.min(n - 1, (n - 1) / 2 + reach)]);
    }

    private static double middle(double[] sorted) {
        int n = sorted.length;
        double low = sorted[(n - 1) / 2];
        double high = sorted[n / 2];
        return low == high ? low : (low + high) / 2;
    }
}
