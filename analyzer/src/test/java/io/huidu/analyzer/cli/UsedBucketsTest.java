package io.huidu.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.statistics.QuantileBand;
import io.huidu.analyzer.statistics.SlowRequests;
import io.huidu.analyzer.verdict.VersionSample;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class UsedBucketsTest {

    private static final int BUCKETS = 40;

    @RepeatedTest(200)
    void changesNothingThatFollowsFromTheHistograms(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        LatencyHistogram v1 = histogram(random);
        LatencyHistogram v2 = histogram(random);
        LatencyHistogram past = histogram(random);
        UsedBuckets used = UsedBuckets.of(List.of(v1, v2, past));
        LatencyHistogram short1 = kept(used, v1);
        LatencyHistogram short2 = kept(used, v2);
        LatencyHistogram shortPast = kept(used, past);

        for (double q : new double[] {0.01, 0.5, 0.75, 0.9, 0.95, 0.99}) {
            double tolerance = random.nextInt(3) / 10.0;
            SlowRequests all = SlowRequests.at(q, past, tolerance, v1, v2).orElseThrow();
            SlowRequests few =
                    SlowRequests.at(q, shortPast, tolerance, short1, short2).orElseThrow();
            assertThat(few.thresholdMillis()).isEqualTo(all.thresholdMillis());
            assertThat(few.regression()).isEqualTo(all.regression());
            assertThat(few.nonInferiority()).isEqualTo(all.nonInferiority());
            assertThat(short1.quantile(q)).isEqualTo(v1.quantile(q));
            QuantileBand shortBand = new QuantileBand(short1, 0.01, 1);
            QuantileBand band = new QuantileBand(v1, 0.01, 1);
            assertThat(shortBand.lower(q)).isEqualTo(band.lower(q));
            assertThat(shortBand.upper(q)).isEqualTo(band.upper(q));
        }
        assertThat(short1.buckets()).isLessThanOrEqualTo(v1.buckets());
    }

    @Test
    void keepsAllWhereBoundsDiffer() {
        LatencyHistogram one = new LatencyHistogram(new double[] {1, 2, 3, 4}, new long[] {0, 0, 5, 0, 0});
        LatencyHistogram other = new LatencyHistogram(new double[] {3}, new long[] {5, 0});

        assertThat(kept(UsedBuckets.of(List.of(one, other)), one)).isEqualTo(one);
        assertThat(kept(UsedBuckets.of(List.of(one)), one))
                .isEqualTo(new LatencyHistogram(new double[] {2, 3}, new long[] {0, 5, 0}));
    }

    private static LatencyHistogram kept(UsedBuckets used, LatencyHistogram histogram) {
        return used.of(new VersionSample(1_000_000, 0, histogram)).latency();
    }

    /** Requests in some buckets side by side, now and then in the open one as well. */
    private static LatencyHistogram histogram(Random random) {
        double[] bounds = new double[BUCKETS];
        Arrays.setAll(bounds, i -> Math.pow(1.2, i));
        long[] counts = new long[BUCKETS + 1];
        int from = random.nextInt(BUCKETS - 10);
        for (int i = from; i < from + 10; i++) {
            counts[i] = random.nextInt(300);
        }
        counts[BUCKETS] = random.nextInt(4) == 0 ? random.nextInt(5) : 0;
        return new LatencyHistogram(bounds, counts);
    }
}
