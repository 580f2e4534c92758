package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.Draws;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class QuantileBandTest {

    private static final double[] BOUNDS = {10, 20, 30, 40, 50, 60, 70, 80, 90};

    @Test
    void hasTheRadiusOfThePaper() {
        assertThat(uniform(1000, 1).radius())
                .isCloseTo(0.85 * Math.sqrt((Math.log(4.442019376) + 8.30488) / 1000), within(1e-5));
        assertThat(uniform(100, 1).radius()).isCloseTo(0.255, within(0.005));
        assertThat(uniform(100_000, 1).radius()).isCloseTo(0.0087, within(0.0002));
    }

    @Test
    void isWorthLessWhenRequestsComeInClumps() {
        assertThat(uniform(4000, 4).radius()).isEqualTo(uniform(1000, 1).radius());
    }

    @Test
    void bracketsTheQuantile() {
        QuantileBand band = uniform(10_000, 1);

        assertThat(band.lower(0.55)).isEqualTo(50);
        assertThat(band.upper(0.55)).isEqualTo(60);
    }

    @Test
    void knowsNothingBeforeItBegins() {
        QuantileBand band = uniform(30, 1);

        assertThat(band.lower(0.5)).isZero();
        assertThat(band.upper(0.5)).isInfinite();
        assertThatThrownBy(() -> new QuantileBand(LatencyHistogram.empty(), 0, 1))
                .hasMessage("alpha: got 0.0, expected 0 < alpha < 1");
    }

    @Test
    @Tag("slow")
    void coversTheQuantileAtAllTimesAtOnce() {
        int runs = 300;
        int missed = 0;
        for (int run = 0; run < runs; run++) {
            Draws draws = new Draws(run);
            LatencyHistogram seen = LatencyHistogram.empty();
            boolean outside = false;
            for (int i = 0; i < 60; i++) {
                long[] counts = new long[BOUNDS.length + 1];
                for (int j = 0; j < 50; j++) {
                    counts[(int) (10 * draws.uniform())]++;
                }
                seen = seen.plus(new LatencyHistogram(BOUNDS, counts));
                QuantileBand band = new QuantileBand(seen, 0.05, 1);
                outside |= band.lower(0.75) > 75 || band.upper(0.75) < 75;
            }
            missed += outside ? 1 : 0;
        }

        assertThat(missed).isLessThanOrEqualTo((int) (0.05 * runs));
    }

    private static QuantileBand uniform(int total, double dispersion) {
        long[] counts = new long[BOUNDS.length + 1];
        java.util.Arrays.fill(counts, total / counts.length);
        return new QuantileBand(new LatencyHistogram(BOUNDS, counts), 0.05, dispersion);
    }
}
