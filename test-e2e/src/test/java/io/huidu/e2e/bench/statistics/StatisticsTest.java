package io.huidu.e2e.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    /** R 4.2: {@code prop.test(5, 100, correct = FALSE)$conf.int}. */
    @Test
    void givesWilsonsInterval() {
        assertThat(new Share(5, 100).lower()).isCloseTo(0.02154368, within(1e-6));
        assertThat(new Share(5, 100).upper()).isCloseTo(0.11175047, within(1e-6));
    }

    @Test
    void givesNoNegativeShare() {
        assertThat(new Share(0, 1000).lower()).isZero();
        assertThat(new Share(0, 1000).upper()).isCloseTo(0.0038, within(1e-4));
        assertThat(new Share(1000, 1000).upper()).isEqualTo(1);
    }

    @Test
    void refusesAShareOfNothing() {
        assertThatThrownBy(() -> new Share(0, 0)).hasMessage("count: got 0 of 0, expected 0 to all of some");
    }

    @Test
    void takesTheMedianAndItsRanks() {
        Median median = Median.of(IntStream.rangeClosed(1, 101).asDoubleStream());

        assertThat(median).isEqualTo(new Median(41, 51, 61));
    }

    @Test
    void takesTheMiddleOfAnEvenNumber() {
        assertThat(Median.of(DoubleStream.of(4, 1, 3, 2)).value()).isEqualTo(2.5);
    }

    @Test
    void countsWhatNeverHappenedAsInfinite() {
        Median median = Median.of(
                DoubleStream.of(1, 2, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));

        assertThat(median.value()).isInfinite();
    }
}
