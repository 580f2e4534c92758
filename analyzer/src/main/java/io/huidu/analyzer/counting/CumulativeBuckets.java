package io.huidu.analyzer.counting;

import io.huidu.analyzer.statistics.LatencyHistogram;
import java.util.Arrays;

/**
 * A classic Prometheus histogram while it is being added up: for each bound the number of requests that took no longer.
 */
final class CumulativeBuckets {

    private static final int FEW = 16;

    private int size;
    /** Inclusive upper bounds in milliseconds, in order. */
    private double[] bounds = new double[FEW];

    private double[] upTo = new double[FEW];

    void add(double boundMillis, double increase) {
        int at = Arrays.binarySearch(bounds, 0, size, boundMillis);
        if (at < 0) {
            at = -at - 1;
            insert(at, boundMillis);
        }
        upTo[at] += increase;
    }

    void add(CumulativeBuckets other) {
        for (int i = 0; i < other.size; i++) {
            add(other.bounds[i], other.upTo[i]);
        }
    }

    private void insert(int at, double boundMillis) {
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, size + FEW);
            upTo = Arrays.copyOf(upTo, size + FEW);
        }
        System.arraycopy(bounds, at, bounds, at + 1, size - at);
        System.arraycopy(upTo, at, upTo, at + 1, size - at);
        bounds[at] = boundMillis;
        upTo[at] = 0;
        size++;
    }

    /**
     * The requests between the bounds. Without a bucket of infinity the last bound is taken for all there is. Where pods
     * have different bounds, a bound may show less than the one before it; it then counts as much as that.
     */
    LatencyHistogram histogram() {
        int finite = size > 0 && bounds[size - 1] == Double.POSITIVE_INFINITY ? size - 1 : size;
        long[] counts = new long[finite + 1];
        long before = 0;
        for (int bucket = 0; bucket < size; bucket++) {
            long all = Math.max(before, Math.round(upTo[bucket]));
            counts[bucket] = all - before;
            before = all;
        }
        return new LatencyHistogram(Arrays.copyOf(bounds, finite), counts);
    }
}
