package io.huidu.analyzer.recording;

import java.util.Arrays;

/**
 * Counts of single durations between bounds that lie 2 % apart, from 10 µs to 1,000 s. Thresholds then miss a quantile by
 * less than that; finer bounds find no more, and cost time.
 */
final class FineBounds {

    private static final double LEAST_MILLIS = 0.01;
    private static final double MOST_MILLIS = 1e6;
    private static final double STEP = 1.02;

    private static final double[] BOUNDS = bounds();

    private final long[] counts = new long[BOUNDS.length + 1];

    void add(double millis) {
        int found = Arrays.binarySearch(BOUNDS, millis);
        counts[found < 0 ? -found - 1 : found]++;
    }

    double[] boundsMillis() {
        return BOUNDS.clone();
    }

    long[] counts() {
        return counts.clone();
    }

    private static double[] bounds() {
        int steps = (int) StrictMath.ceil(StrictMath.log(MOST_MILLIS / LEAST_MILLIS) / StrictMath.log(STEP));
        double[] bounds = new double[steps + 1];
        Arrays.setAll(bounds, i -> LEAST_MILLIS * StrictMath.pow(STEP, i));
        return bounds;
    }
}
