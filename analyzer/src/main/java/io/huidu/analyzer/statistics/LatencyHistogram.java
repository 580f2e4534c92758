package io.huidu.analyzer.statistics;

import java.util.Arrays;

/**
 * How many requests fell between bucket bounds, in the order of the bounds.
 *
 * <p>Immutable. {@code counts} has one element more than {@code boundsMillis}: the last one counts what was slower than
 * every bound.
 */
public final class LatencyHistogram {

    private static final LatencyHistogram EMPTY = new LatencyHistogram(new double[0], new long[1]);

    private final double[] boundsMillis;
    private final long[] counts;

    /**
     * @param boundsMillis inclusive upper bounds in milliseconds, strictly increasing, finite
     * @param counts requests per bucket (not cumulative), each 0 or more, one more than bounds
     */
    public LatencyHistogram(double[] boundsMillis, long[] counts) {
        if (counts.length != boundsMillis.length + 1) {
            throw new IllegalArgumentException("counts: got %d of them, expected one more than the %d bounds"
                    .formatted(counts.length, boundsMillis.length));
        }
        for (int i = 0; i < boundsMillis.length; i++) {
            if (!Double.isFinite(boundsMillis[i]) || (i > 0 && !(boundsMillis[i] > boundsMillis[i - 1]))) {
                throw new IllegalArgumentException("boundsMillis: got %s, expected finite and strictly increasing"
                        .formatted(Arrays.toString(boundsMillis)));
            }
        }
        if (Arrays.stream(counts).anyMatch(c -> c < 0)) {
            throw new IllegalArgumentException(
                    "counts: got %s, expected none below 0".formatted(Arrays.toString(counts)));
        }
        this.boundsMillis = boundsMillis.clone();
        this.counts = counts.clone();
    }

    /** A histogram without bounds and without requests. */
    public static LatencyHistogram empty() {
        return EMPTY;
    }

    public int buckets() {
        return counts.length;
    }

    /** The inclusive upper bound of a bucket in milliseconds; infinity for the last. */
    public double upperBoundMillis(int bucket) {
        return bucket == boundsMillis.length ? Double.POSITIVE_INFINITY : boundsMillis[bucket];
    }

    public long count(int bucket) {
        return counts[bucket];
    }

    /** All requests. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** Whether both have the same bounds. */
    public boolean sameBounds(LatencyHistogram other) {
        return Arrays.equals(boundsMillis, other.boundsMillis);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencyHistogram that && sameBounds(that) && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(boundsMillis) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "LatencyHistogram[boundsMillis=%s, counts=%s]"
                .formatted(Arrays.toString(boundsMillis), Arrays.toString(counts));
    }
}
