package io.huidu.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonWordTest {

    @ParameterizedTest
    @EnumSource
    void knowsEveryReasonByItsWrittenForm(Reason reason) {
        assertThat(ReasonWord.of(reason.toString())).isSameAs(reason);
    }

    @ParameterizedTest
    @CsvSource({"ROLL_BACK, CHECKS_FAILED", "PROMOTE, CHECKS_PASSED", "CONTINUE, NOT_ENOUGH_EVIDENCE"})
    void aVerdictStandsWhateverItsReason(Verdict verdict, Reason inItsPlace) {
        Judgement judgement = judgement(verdict, ReasonWord.of("TooManyMoons"));

        assertThat(judgement.reason()).hasToString("TooManyMoons");
        assertThat(judgement.knownReason()).isEqualTo(inItsPlace);
    }

    @Test
    void aKnownReasonIsItself() {
        assertThat(judgement(Verdict.ROLL_BACK, Reason.LATENCY_REGRESSED).knownReason())
                .isEqualTo(Reason.LATENCY_REGRESSED);
    }

    @Test
    void refusesWhatIsNoWord() {
        assertThatThrownBy(() -> ReasonWord.of("two words"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reason: got 'two words', expected a word in CamelCase");
    }

    private static Judgement judgement(Verdict verdict, ReasonWord reason) {
        Instant end = Instant.parse("2026-03-01T12:00:00Z");
        return new Judgement(
                new ReleaseKey("shop", "servicea"),
                "servicea-1",
                "servicea-1-0",
                0,
                1,
                end.minusSeconds(15),
                end,
                verdict,
                reason,
                "Too many moons.",
                DataState.EXACT,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
