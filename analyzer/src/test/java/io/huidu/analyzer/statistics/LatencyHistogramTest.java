package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    private final LatencyHistogram fine = histogram(new double[] {10, 20, 50, 100}, 1, 2, 3, 4, 5);

    @Test
    void countsWhatWasSlower() {
        assertThat(fine.countAbove(10)).isEqualTo(14);
        assertThat(fine.countAbove(100)).isEqualTo(5);
        assertThat(fine.countAbove(Double.POSITIVE_INFINITY)).isZero();
        assertThatThrownBy(() -> fine.countAbove(30))
                .hasMessage("boundMillis: got 30.0, expected one of [10.0, 20.0, 50.0, 100.0]");
    }

    @Test
    void addsOnTheBoundsThatBothHave() {
        LatencyHistogram coarse = histogram(new double[] {20, 100, 200}, 10, 20, 30, 40);

        assertThat(fine.plus(coarse)).isEqualTo(histogram(new double[] {20, 100}, 13, 27, 75));
        assertThat(coarse.plus(fine)).isEqualTo(fine.plus(coarse));
    }

    @Test
    void isUnchangedByOneWithoutRequests() {
        assertThat(fine.plus(LatencyHistogram.empty())).isEqualTo(fine);
        assertThat(LatencyHistogram.empty().plus(fine)).isEqualTo(fine);
    }

    @Test
    void findsQuantiles() {
        assertThat(fine.quantileBound(0.2)).isEqualTo(20);
        assertThat(fine.quantileBound(0.21)).isEqualTo(50);
        assertThat(fine.quantileBound(0.99)).isInfinite();
        assertThat(fine.quantile(0.3).orElseThrow()).isCloseTo(35, within(1e-9));
        assertThat(fine.quantile(0.99)).hasValue(100);
        assertThat(LatencyHistogram.empty().quantile(0.5)).isEmpty();
    }

    @Test
    void findsBoundsNearby() {
        assertThat(fine.boundAtOrAbove(21)).isEqualTo(50);
        assertThat(fine.boundAtOrAbove(101)).isInfinite();
        assertThat(fine.boundAtOrBelow(21)).hasValue(20);
        assertThat(fine.boundAtOrBelow(9)).isEmpty();
    }

    private static LatencyHistogram histogram(double[] bounds, long... counts) {
        return new LatencyHistogram(bounds, counts);
    }
}
