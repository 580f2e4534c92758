package io.huidu.analyzer.counting;

import io.huidu.analyzer.statistics.LatencyHistogram;
import java.util.NavigableMap;
import java.util.SortedMap;

/** A classic Prometheus histogram: for each bound the number of requests that took no longer. */
final class CumulativeBuckets {

    private CumulativeBuckets() {}

    /**
     * The requests between the bounds.
     *
     * @param upTo requests by inclusive upper bound in milliseconds. Without a bucket of infinity the last bound is
     *     taken for all there is. Where pods have different bounds, a bound may show less than the one before it; it
     *     then counts as much as that.
     */
    static LatencyHistogram histogram(NavigableMap<Double, Double> upTo) {
        SortedMap<Double, Double> finite = upTo.headMap(Double.POSITIVE_INFINITY);
        double[] bounds = new double[finite.size()];
        long[] counts = new long[finite.size() + 1];
        long before = 0;
        int bucket = 0;
        for (var entry : upTo.entrySet()) {
            long all = Math.max(before, Math.round(entry.getValue()));
            counts[bucket] = all - before;
            if (bucket < bounds.length) {
                bounds[bucket] = entry.getKey();
            }
            before = all;
            bucket++;
        }
        return new LatencyHistogram(bounds, counts);
    }
}
