package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SlowRequestsTest {

    private static final double[] BOUNDS = {50, 100, 110, 200};

    private final LatencyHistogram past = new LatencyHistogram(BOUNDS, new long[] {50, 45, 3, 2, 0});
    private final LatencyHistogram v1 = new LatencyHistogram(BOUNDS, new long[] {60, 30, 6, 3, 1});
    private final LatencyHistogram v2 = new LatencyHistogram(BOUNDS, new long[] {10, 8, 4, 2, 1});

    @Test
    void holdsTheBaselineAgainstAQuantileOfItsPastAndTheCanaryAgainstToleranceTimesIt() {
        SlowRequests slow = SlowRequests.at(0.95, past, 0.1, v1, v2).orElseThrow();

        assertThat(slow.thresholdMillis()).isEqualTo(100);
        assertThat(slow.regression()).isEqualTo(new Tally(100, 10, 25, 3));
        assertThat(slow.nonInferiority()).isEqualTo(new Tally(100, 10, 25, 3));
    }

    @Test
    void roundsAgainstTheEvidenceWhereNoBoundLies() {
        SlowRequests slow = SlowRequests.at(0.95, past, 0.2, v1, v2).orElseThrow();

        assertThat(slow.regression().k2()).isEqualTo(1);
        assertThat(slow.nonInferiority().k2()).isEqualTo(3);
    }

    @Test
    void takesTheLargestBoundWhereTheQuantileLiesAboveAll() {
        LatencyHistogram slowPast = new LatencyHistogram(BOUNDS, new long[] {1, 0, 0, 0, 99});

        SlowRequests slow = SlowRequests.at(0.95, slowPast, 0, v1, v2).orElseThrow();

        assertThat(slow.regression()).isEqualTo(new Tally(100, 1, 25, 1));
    }

    @Test
    void countsNoneAboveAndAllBelowWhereTheCanaryHasNoBound() {
        LatencyHistogram coarse = new LatencyHistogram(new double[] {300}, new long[] {24, 1});
        LatencyHistogram fine = new LatencyHistogram(new double[] {20}, new long[] {24, 1});

        assertThat(SlowRequests.at(0.95, past, 0, v1, coarse)
                        .orElseThrow()
                        .nonInferiority()
                        .k2())
                .isEqualTo(25);
        assertThat(SlowRequests.at(0.95, past, 0, v1, fine)
                        .orElseThrow()
                        .regression()
                        .k2())
                .isZero();
    }

    @Test
    void saysNothingWithoutAPastOrWithoutBounds() {
        assertThat(SlowRequests.at(0.95, LatencyHistogram.empty(), 0, v1, v2)).isEmpty();
        assertThat(SlowRequests.at(0.95, past, 0, LatencyHistogram.empty(), v2)).isEmpty();
    }

    /** All 70 ways to deal eight times to two versions of four requests each are equally likely when both are alike. */
    @Test
    void isFairWhenBothVersionsSetTheThreshold() {
        RelativeRiskTest test = new RelativeRiskTest(1, Side.ABOVE);
        double[] sum = new double[Alternatives.COUNT];
        int deals = 0;
        for (int deal = 0; deal < 256; deal++) {
            if (Integer.bitCount(deal) == 4) {
                SlowRequests slow = SlowRequests.pooled(0.75, 0, dealt(255 - deal), dealt(deal))
                        .orElseThrow();
                double[] logE = test.logE(slow.regression());
                Arrays.setAll(sum, j -> sum[j] + Math.exp(logE[j]));
                deals++;
            }
        }

        for (double e : sum) {
            assertThat(e / deals).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void sharesTheTailOfBothVersionsWithoutAPast() {
        SlowRequests slow = SlowRequests.pooled(0.75, 0, dealt(0b00001111), dealt(0b11110000))
                .orElseThrow();

        assertThat(slow.thresholdMillis()).isEqualTo(6);
        assertThat(slow.regression()).isEqualTo(new Tally(4, 0, 4, 2));
        assertThat(slow.nonInferiority().compares()).isFalse();
    }

    /** Requests of 1, 2, … 8 ms, for each bit that is set. */
    private static LatencyHistogram dealt(int bits) {
        double[] bounds = {1, 2, 3, 4, 5, 6, 7, 8};
        long[] counts = new long[9];
        for (int i = 0; i < 8; i++) {
            counts[i] = bits >> i & 1;
        }
        return new LatencyHistogram(bounds, counts);
    }
}
