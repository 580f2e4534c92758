package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MantelHaenszelTest {

    @Test
    void oneStratumIsTheRatioAndTheDifferenceOfTheRates() {
        MantelHaenszel one = MantelHaenszel.NONE.plus(new Tally(900, 9, 100, 4));

        assertThat(one.relativeRisk()).isCloseTo(4, within(1e-12));
        assertThat(one.excess()).isCloseTo(0.03, within(1e-12));
    }

    /** Simpson: each rate is the same, and the canary gets most of the stratum with more bad requests. */
    @Test
    void anotherMixMakesNoDifference() {
        MantelHaenszel both =
                MantelHaenszel.NONE.plus(new Tally(900, 9, 100, 1)).plus(new Tally(100, 10, 900, 90));

        assertThat(both.relativeRisk()).isCloseTo(1, within(1e-12));
        assertThat(both.excess()).isCloseTo(0, within(1e-12));
    }

    /** By hand: (8·200/300 + 6·100/200) / (10·100/300 + 3·100/200), and the difference over 100·200/300 + 100·100/200. */
    @Test
    void strataAreWeighted() {
        MantelHaenszel both =
                MantelHaenszel.NONE.plus(new Tally(200, 10, 100, 8)).plus(new Tally(100, 3, 100, 6));

        assertThat(both.relativeRisk()).isCloseTo(8.333333333333 / 4.833333333333, within(1e-9));
        assertThat(both.excess()).isCloseTo(3.5 / 116.666666666667, within(1e-9));
    }

    @Test
    void whatOnlyOneVersionHasIsNotCompared() {
        MantelHaenszel none = MantelHaenszel.NONE.plus(new Tally(200, 10, 0, 0)).plus(new Tally(0, 0, 100, 6));

        assertThat(none).isEqualTo(MantelHaenszel.NONE);
        assertThat(none.relativeRisk()).isNaN();
    }
}
