package io.huidu.analyzer.cli;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.VersionSample;
import java.util.Arrays;
import java.util.List;

/**
 * Leaves out the buckets below and above all durations of a case: fine bounds reach far, and judging takes time for each
 * of them. One empty bucket stays below the first used one. What follows from the histograms stays the same, since what is
 * left out is empty and no threshold lies there.
 */
sealed interface UsedBuckets {

    /** The same with the used buckets alone. */
    VersionSample of(VersionSample sample);

    /** Those that are used in any of the histograms; all of them where the histograms have different bounds. */
    static UsedBuckets of(List<LatencyHistogram> histograms) {
        List<LatencyHistogram> used =
                histograms.stream().filter(h -> h.total() > 0).toList();
        if (used.isEmpty() || !used.stream().allMatch(used.getFirst()::sameBounds)) {
            return new All();
        }
        int from = used.stream().mapToInt(Range::first).min().orElseThrow();
        int to = used.stream().mapToInt(Range::last).max().orElseThrow();
        return new Range(
                used.getFirst(),
                Math.max(0, from - 1),
                Math.min(to, used.getFirst().buckets() - 2));
    }

    record All() implements UsedBuckets {
        @Override
        public VersionSample of(VersionSample sample) {
            return sample;
        }
    }

    /**
     * Some buckets.
     *
     * @param bounds a histogram of those that this is for
     * @param from the first bucket that is kept
     * @param to the last one that is kept and has a bound
     */
    record Range(LatencyHistogram bounds, int from, int to) implements UsedBuckets {

        private static int first(LatencyHistogram histogram) {
            int bucket = 0;
            while (histogram.count(bucket) == 0) {
                bucket++;
            }
            return bucket;
        }

        private static int last(LatencyHistogram histogram) {
            int bucket = histogram.buckets() - 1;
            while (histogram.count(bucket) == 0) {
                bucket--;
            }
            return bucket;
        }

        @Override
        public VersionSample of(VersionSample sample) {
            LatencyHistogram latency = sample.latency();
            if (!latency.sameBounds(bounds)) {
                return sample;
            }
            double[] upper = new double[to - from + 1];
            Arrays.setAll(upper, i -> latency.upperBoundMillis(from + i));
            long[] counts = new long[upper.length + 1];
            Arrays.setAll(counts, i -> latency.count(from + i));
            LatencyHistogram kept = new LatencyHistogram(upper, counts);
            return new VersionSample(sample.requests(), sample.errors(), kept, sample.pods(), sample.strata());
        }
    }
}
