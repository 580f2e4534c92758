package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;

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
}
