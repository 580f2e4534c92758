package io.huidu.analyzer.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;

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
    /** Requests in a bucket and all before it. */
    private final long[] upTo;

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
        this.upTo = counts.clone();
        for (int i = 1; i < upTo.length; i++) {
            upTo[i] += upTo[i - 1];
        }
    }

    /** Bounds that are known to be in order. */
    private LatencyHistogram(double[] boundsMillis, long[] counts, long[] upTo) {
        this.boundsMillis = boundsMillis;
        this.counts = counts;
        this.upTo = upTo;
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
        return upTo[upTo.length - 1];
    }

    /** Requests that took longer than a bound, which must be one of this histogram's or infinity. */
    public long countAbove(double boundMillis) {
        int bucket = Arrays.binarySearch(boundsMillis, boundMillis);
        if (bucket < 0 && boundMillis != Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "boundMillis: got %s, expected one of %s".formatted(boundMillis, Arrays.toString(boundsMillis)));
        }
        return bucket < 0 ? 0 : total() - upTo[bucket];
    }

    /** The smallest bound at or above a duration; infinity when all are below it. */
    public double boundAtOrAbove(double millis) {
        int found = Arrays.binarySearch(boundsMillis, millis);
        return upperBoundMillis(found < 0 ? -found - 1 : found);
    }

    /** The largest bound at or below a duration; empty when all are above it. */
    public OptionalDouble boundAtOrBelow(double millis) {
        int found = Arrays.binarySearch(boundsMillis, millis);
        int last = found < 0 ? -found - 2 : found;
        return last < 0 ? OptionalDouble.empty() : OptionalDouble.of(boundsMillis[last]);
    }

    /** Both together, on the bounds that they share. One without requests changes nothing. */
    public LatencyHistogram plus(LatencyHistogram other) {
        if (total() == 0 || other.total() == 0) {
            return total() == 0 ? other : this;
        }
        if (sameBounds(other)) {
            return new LatencyHistogram(boundsMillis, sum(counts, other.counts), sum(upTo, other.upTo));
        }
        double[] shared = Arrays.stream(boundsMillis)
                .filter(bound -> Arrays.binarySearch(other.boundsMillis, bound) >= 0)
                .toArray();
        LatencyHistogram mine = on(shared);
        LatencyHistogram theirs = other.on(shared);
        return new LatencyHistogram(shared, sum(mine.counts, theirs.counts));
    }

    private static long[] sum(long[] one, long[] other) {
        long[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }

    /** The same requests on fewer bounds. */
    private LatencyHistogram on(double[] fewerBounds) {
        if (Arrays.equals(boundsMillis, fewerBounds)) {
            return this;
        }
        long[] merged = new long[fewerBounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
            int bucket = Arrays.binarySearch(fewerBounds, upperBoundMillis(i));
            merged[bucket < 0 ? -bucket - 1 : bucket] += counts[i];
        }
        return new LatencyHistogram(fewerBounds, merged);
    }

    /** The bucket in which the q-quantile lies, if there are requests. */
    private int quantileBucket(double q) {
        double rank = q * total();
        int bucket = 0;
        while (upTo[bucket] < rank && bucket < boundsMillis.length) {
            bucket++;
        }
        return bucket;
    }

    /** The smallest bound that the share q of requests didn't exceed; infinity when it lies above every bound. */
    public double quantileBound(double q) {
        return upperBoundMillis(quantileBucket(q));
    }

    /**
     * The q-quantile in milliseconds, assuming that requests are spread evenly within a bucket; the largest bound when it
     * lies above every bound, and empty without bounds or requests.
     */
    public OptionalDouble quantile(double q) {
        if (boundsMillis.length == 0 || total() == 0) {
            return OptionalDouble.empty();
        }
        int bucket = quantileBucket(q);
        if (bucket == boundsMillis.length) {
            return OptionalDouble.of(boundsMillis[bucket - 1]);
        }
        double lower = bucket == 0 ? StrictMath.min(0, boundsMillis[0]) : boundsMillis[bucket - 1];
        long below = bucket == 0 ? 0 : upTo[bucket - 1];
        double inside = counts[bucket] == 0 ? 1 : (q * total() - below) / counts[bucket];
        return OptionalDouble.of(lower + (boundsMillis[bucket] - lower) * inside);
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
