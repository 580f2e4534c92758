package io.huidu.analyzer.verdict.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.analyzer.verdict.peers.KayentaStage.Outcome;
import io.huidu.analyzer.verdict.peers.KayentaStage.Span;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KayentaStageTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "1, 50,    FAILED",
        "1, 50.01, RUNNING",
        "1, 74.99, RUNNING",
        "5, 60,    RUNNING",
        "6, 50,    FAILED",
        "6, 74.99, FAILED",
        "6, 75,    SUCCEEDED",
        "6, 100,   SUCCEEDED",
    })
    void failsAtOnceAtTheMarginalScoreAndPassesOnlyAtTheEnd(int judgement, double score, Outcome outcome) {
        KayentaStage stage = KayentaStage.of(HOUR, Duration.ofMinutes(10));

        assertThat(stage.after(judgement, score)).isEqualTo(outcome);
    }

    @Test
    void looksAtAllThatIsKnownOrBackForSomeTime() {
        KayentaStage growing = KayentaStage.of(95, 75, HOUR, Duration.ofMinutes(20));
        KayentaStage sliding = new KayentaStage(
                75, 50, HOUR, Duration.ofMinutes(20), Optional.of(Duration.ofMinutes(30)), Duration.ofMinutes(5));

        assertThat(growing.span(1)).isEqualTo(new Span(Duration.ZERO, Duration.ofMinutes(20)));
        assertThat(growing.span(3)).isEqualTo(new Span(Duration.ZERO, HOUR));
        assertThat(sliding.span(1)).isEqualTo(new Span(Duration.ofMinutes(-5), Duration.ofMinutes(25)));
        assertThat(sliding.span(3)).isEqualTo(new Span(Duration.ofMinutes(35), Duration.ofMinutes(65)));
    }

    @Test
    void judgesOnlyWholeIntervals() {
        assertThat(KayentaStage.of(HOUR, HOUR).judgements()).isEqualTo(1);
        assertThat(KayentaStage.of(HOUR, Duration.ofMinutes(25)).judgements()).isEqualTo(2);
    }

    @Test
    void thresholdsMayLieAtTheirLimits() {
        assertThat(KayentaStage.of(100, 0, HOUR, HOUR).after(1, 100)).isEqualTo(Outcome.SUCCEEDED);
        assertThat(KayentaStage.of(50, 50, HOUR, HOUR).after(1, 50)).isEqualTo(Outcome.FAILED);
        assertThatThrownBy(() -> KayentaStage.of(100.1, 0, HOUR, HOUR)).hasMessageStartingWith("pass and marginal");
        assertThatThrownBy(() -> KayentaStage.of(75, -1, HOUR, HOUR)).hasMessageStartingWith("pass and marginal");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> KayentaStage.of(50, 75, HOUR, HOUR))
                .hasMessage("pass and marginal: got 50.0 and 75.0, expected 0 ≤ marginal ≤ pass ≤ 100");
        assertThatThrownBy(() -> KayentaStage.of(HOUR, HOUR.plusSeconds(1)))
                .hasMessage("analysisInterval: got PT1H1S, expected more than 0s, at most the lifetime PT1H");
        assertThatThrownBy(() -> KayentaStage.of(HOUR, Duration.ZERO)).hasMessageStartingWith("analysisInterval");
    }
}
