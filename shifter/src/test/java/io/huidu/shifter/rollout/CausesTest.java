package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.EventType;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.shifter.rollout.Wish.Ask;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CausesTest {

    private static final String RESOURCE = "shop/a/01234567";

    @Test
    void aReleaseStartsByTheCommandThatChangedTheSpecElseByItsGeneration() {
        assertThat(cause(Given.idle(), EventType.RELEASE_STARTED)).isEqualTo(RESOURCE + "/generation/3");
        assertThat(cause(Given.idle().changedBy("build/7"), EventType.RELEASE_STARTED))
                .isEqualTo("build/7");
    }

    @Test
    void aVersionThatWasRolledBackStartsAgainByTheRetry() {
        Given byCommand = Given.idle().latched("two").retry("now oncall: fixed (command chat/7)");
        Given byHand = Given.idle().latched("two").retry("now oncall: fixed");

        assertThat(cause(byCommand, EventType.RELEASE_STARTED)).isEqualTo("chat/7");
        assertThat(cause(byHand, EventType.RELEASE_STARTED)).isEqualTo(RESOURCE + "/retry");
    }

    @Test
    void theWeightRisesByAVerdictAndFallsByOne() {
        String words = "/0/progressed/" + Given.NOW.minusSeconds(10);

        assertThat(cause(Given.at(5).heard(Verdict.PROMOTE, Reason.NOT_INFERIOR), EventType.RELEASE_WEIGHT_SHIFTED))
                .isEqualTo(Given.RELEASE + words);
        assertThat(cause(
                        Given.at(5).heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED),
                        EventType.RELEASE_WEIGHT_SHIFTED))
                .isEqualTo(Given.RELEASE + words);
    }

    @Test
    void whatSomebodyAskedForComesFromTheCommandElseFromTheAnnotation() {
        Given byCommand = Given.at(5).asking(Ask.ROLLBACK, Given.RELEASE + " oncall: smoke (command chat/7)");
        Given byHand = Given.at(5).asking(Ask.ROLLBACK, Given.RELEASE + " oncall: smoke");
        Given weight = Given.at(5).asking(Ask.WEIGHT, "40 oncall: look at it (command chat/8)");

        assertThat(cause(byCommand, EventType.RELEASE_WEIGHT_SHIFTED)).isEqualTo("chat/7");
        assertThat(cause(byHand, EventType.RELEASE_WEIGHT_SHIFTED)).isEqualTo(RESOURCE + "/rollback");
        assertThat(cause(weight, EventType.RELEASE_WEIGHT_SHIFTED)).isEqualTo("chat/8");
    }

    @Test
    void aStepIsEnteredAfterItsWeightWasRecorded() {
        Given rising = Given.at(5).rising(25).route(25);

        assertThat(cause(rising, EventType.RELEASE_STEP_ENTERED)).isEqualTo(Given.RELEASE + "/step/1.0/to/25");
    }

    @Test
    void aDeadlineComesAfterTheStepThatWasEntered() {
        Given silent = Given.at(5).kafkaAway().held(Held.Kind.SILENCE, Reason.KAFKA_UNREACHABLE, Duration.ofDays(1));

        assertThat(cause(silent, EventType.RELEASE_WEIGHT_SHIFTED)).isEqualTo(Given.RELEASE + "/step/0/entered");
    }

    @Test
    void theEndComesAfterTheWayBack() {
        Given back = Given.at(0).goingBack(Outcome.ROLLED_BACK, Reason.ERRORS_REGRESSED);

        assertThat(cause(back, EventType.RELEASE_ROLLED_BACK)).isEqualTo(Given.RELEASE + "/back");
    }

    private static String cause(Given given, EventType type) {
        return given.decide().announcements().stream()
                .filter(told -> told.event().type() == type)
                .findFirst()
                .orElseThrow()
                .cause();
    }
}
