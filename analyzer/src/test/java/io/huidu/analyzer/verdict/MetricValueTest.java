package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.LatencyStatistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MetricValueTest {

    private static final LatencyHistogram LATENCY =
            new LatencyHistogram(new double[] {10, 30, 70}, new long[] {50, 45, 4, 1});

    @ParameterizedTest
    @CsvSource({"P50, 10", "P95, 30", "P99, 70", "MEAN, 14.2"})
    void isWhatPrometheusWouldAnswer(LatencyStatistic statistic, double millis) {
        assertThat(MetricValue.latencyMillis(statistic, LATENCY)).hasValue(millis);
    }

    @ParameterizedTest
    @EnumSource
    void isNothingWithoutRequests(LatencyStatistic statistic) {
        LatencyHistogram idle = new LatencyHistogram(new double[] {10}, new long[] {0, 0});

        assertThat(MetricValue.latencyMillis(statistic, idle)).isEmpty();
        assertThat(MetricValue.latencyMillis(statistic, LatencyHistogram.empty()))
                .isEmpty();
    }

    @Test
    void withoutBoundsThereIsNoMean() {
        LatencyHistogram boundless = new LatencyHistogram(new double[0], new long[] {7});

        assertThat(MetricValue.latencyMillis(LatencyStatistic.MEAN, boundless)).isEmpty();
    }
}
