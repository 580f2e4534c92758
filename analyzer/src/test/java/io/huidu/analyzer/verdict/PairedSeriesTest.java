package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.verdict.PairedSeries.Pair;
import io.huidu.analyzer.verdict.PairedSeries.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairedSeriesTest {

    private static final Instant START = Traffic.START;

    @Test
    void keepsWhatTheNextJudgementLooksAtAndNothingAfterTheLast() {
        StageState state = new StageState(ten(), 0, Optional.empty(), Progress.PENDING);

        assertThat(state.judged(1, 80, Progress.PENDING, START.plusSeconds(7))
                        .series()
                        .canary(0))
                .containsExactly(7, 8, 9);
        assertThat(state.judged(1, 80, Progress.PASSED, START).series().points())
                .isEmpty();
        assertThat(state.judged(1, 20, Progress.FAILED, START).series().points())
                .isEmpty();
    }

    @Test
    void looksBackFromTheEndOfTheLastInterval() {
        assertThat(ten().last(Duration.ofSeconds(2)).baseline(0)).containsExactly(80, 90);
        assertThat(ten().last(Duration.ofHours(2)).baseline(0)).hasSize(10);
    }

    /** A second each: 0 to 9 on the canary, and ten times that on the baseline. */
    private static PairedSeries ten() {
        PairedSeries series = PairedSeries.EMPTY;
        for (int i = 0; i < 10; i++) {
            Instant from = START.plusSeconds(i);
            series = series.plus(new Point(from, from.plusSeconds(1), List.of(new Pair(10.0 * i, i))));
        }
        return series;
    }
}
