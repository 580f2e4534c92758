package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What people decide in place of the evidence. */
class ByHandTest {

    private static final String STEP = Given.RELEASE + "/0";

    @Test
    void goesBackAtOnceWhateverElseIsTheCase() {
        Plan plan = Given.at(5)
                .invalid()
                .kafkaAway()
                .asking(Ask.ROLLBACK, Given.RELEASE + " team: smoke in the logs")
                .decide();

        assertThat(plan.route()).contains(Routing.NOTHING);
        Ending ending = plan.status().memory().release().orElseThrow().ending().orElseThrow();
        assertThat(ending.outcome()).as("not tried again by itself").isEqualTo(Outcome.ROLLED_BACK);
        assertThat(ending.reason()).isEqualTo(Reason.ROLLBACK_ASKED);
        assertThat(ending.message()).isEqualTo("team asked for it: smoke in the logs");
    }

    @Test
    void aWishAboutAnotherReleaseIsAnOldOne() {
        Given given = Given.at(5)
                .asking(Ask.ROLLBACK, Given.RELEASE + "0")
                .asking(Ask.PROMOTE, Given.RELEASE + "0")
                .asking(Ask.SKIP, STEP + ".1");

        assertThat(given.decide().status().memory()).isEqualTo(given.resource().memory());
    }

    @Test
    void promotesWithoutMoreStepsAndSaysWhoseDecisionItWas() {
        Plan recorded = Given.at(5)
                .kafkaAway()
                .asking(Ask.PROMOTE, Given.RELEASE + " team: hotfix")
                .decide();

        assertThat(recorded.route()).as("recorded first").isEmpty();
        assertThat(recorded.status().memory().release().orElseThrow().asked()).isEqualTo(Weight.ALL);
        assertThat(recorded.announcements()).singleElement().satisfies(told -> {
            assertThat(told.event().state().reason()).isEqualTo(Reason.PROMOTION_ASKED);
            assertThat(told.event().state().message()).isEqualTo("v2 is to receive 100 %: team asked for it: hotfix");
        });
        Past past = Given.at(5)
                .rising(100)
                .route(100)
                .asking(Ask.PROMOTE, Given.RELEASE + " team: hotfix")
                .decide()
                .status()
                .memory()
                .history()
                .getFirst();
        assertThat(past.reason()).isEqualTo(Reason.PROMOTION_ASKED);
        assertThat(past.message()).isEqualTo("v2 serves in place of v1; team asked for it: hotfix");
    }

    @Test
    void aVerdictToRollBackIsStrongerThanAPromotionByHand() {
        Plan plan = Given.at(5)
                .heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED)
                .asking(Ask.PROMOTE, Given.RELEASE)
                .decide();

        assertThat(plan.route()).contains(Routing.NOTHING);
    }

    @Test
    void skipsAStepButNoPodsThatArentReady() {
        Given given = Given.at(5).asking(Ask.SKIP, STEP);

        Plan skipped = given.decide();
        Plan kept = given.canary(Given.present("a-v2", 1, "two")).decide();

        assertThat(skipped.status().memory().release().orElseThrow().asked()).isEqualTo(Weight.of(25));
        assertThat(kept.status().memory().release().orElseThrow().asked()).isEqualTo(Weight.of(5));
    }

    @Test
    void holdsAWeightThatWasSetUntilItIsReleased() {
        Plan lower = Given.at(5, 25).asking(Ask.WEIGHT, "10 team").decide();
        Plan held = Given.at(10)
                .heard(Verdict.PROMOTE, Reason.NOT_INFERIOR)
                .asking(Ask.WEIGHT, "10 team: look at it")
                .decide();

        assertThat(lower.status().memory().release().orElseThrow().asked()).isEqualTo(Weight.of(10));
        assertThat(held.status().memory().release().orElseThrow().asked()).isEqualTo(Weight.of(10));
        Face face = held.status().face().orElseThrow();
        assertThat(face.phase()).isEqualTo(Phase.PAUSED);
        assertThat(face.message()).isEqualTo("held at 10 %; team asked for it: look at it");
    }

    @Test
    void jumpsToALaterStepWithoutAVerdictButNoPodsThatArentReady() {
        Given given = Given.at(5).kafkaAway().asking(Ask.JUMP, STEP + "@3 oncall: it is the same build");

        Plan recorded = given.decide();
        Plan kept = given.canary(Given.present("a-v2", 1, "two")).decide();

        assertThat(recorded.route()).as("recorded first").isEmpty();
        Release release = recorded.status().memory().release().orElseThrow();
        assertThat(release.target()).isEqualTo(new Stage(2, Routing.of(Weight.of(50))));
        assertThat(recorded.announcements()).singleElement().satisfies(told -> {
            assertThat(told.event().state().reason()).isEqualTo(Reason.JUMPED);
            assertThat(told.event().state().message())
                    .isEqualTo("v2 is to receive 50 %: oncall asked for it: it is the same build");
        });
        assertThat(kept.status().memory().release().orElseThrow().asked()).isEqualTo(Weight.of(5));
    }

    static Stream<Arguments> whoeverHoldsTheRest() {
        return Stream.of(
                Arguments.argumentSet("nobody", Given.at(5, 25)),
                Arguments.argumentSet("a pause", Given.at(5, 25).paused()),
                Arguments.argumentSet("a freeze", Given.at(5, 25).asking(Ask.FREEZE, "all ops: Christmas")),
                Arguments.argumentSet(
                        "pods that aren't ready", Given.at(5, 25).canary(Given.present("a-v2", 0, "two"))),
                Arguments.argumentSet("a rise on its way", Given.at(5, 25).rising(50)));
    }

    @ParameterizedTest
    @MethodSource("whoeverHoldsTheRest")
    void jumpsBackAtOnceWhateverElseIsTheCase(Given given) {
        Plan plan = given.asking(Ask.JUMP, Given.RELEASE + "/1@1 oncall: see it again")
                .decide();

        assertThat(plan.route()).contains(Routing.of(Weight.of(5)));
        Release release = plan.status().memory().release().orElseThrow();
        assertThat(release.target()).isEqualTo(new Stage(0, Routing.of(Weight.of(5))));
        Release there = Given.idle()
                .memory(plan.status().memory())
                .route(5)
                .decide()
                .status()
                .memory()
                .release()
                .orElseThrow();
        assertThat(there.reached().index()).as("the steps go on from there").isZero();
        assertThat(there.exposures()).hasSize(3);
        assertThat(there.request().id()).isEqualTo(Given.RELEASE + "/2");
    }

    @Test
    void jumpsBackToNoMoreThanTheRouteShowsAndNotToNobody() {
        Given given = Given.at(5, 25).asking(Ask.JUMP, Given.RELEASE + "/1@1");

        assertThat(given.route(3).decide().route()).isEmpty();
        assertThat(given.route(25).stable(new Workload.Absent("a-v1")).decide().route())
                .isEmpty();
    }

    @Test
    void aJumpFromAnotherStepIsAnOldOne() {
        Given given = Given.at(5, 25).asking(Ask.JUMP, STEP + "@1");

        assertThat(given.decide()
                        .status()
                        .memory()
                        .release()
                        .orElseThrow()
                        .target()
                        .index())
                .isEqualTo(1);
    }

    @Test
    void nothingStartsOrRisesWhileFrozen() {
        Plan idle = Given.idle().asking(Ask.FREEZE, "all ops: Christmas").decide();
        Plan running = Given.at(5)
                .heard(Verdict.PROMOTE, Reason.NOT_INFERIOR)
                .asking(Ask.FREEZE, "all ops: Christmas")
                .decide();

        assertThat(idle.status().memory().release()).isEmpty();
        assertThat(idle.status().face().orElseThrow().message())
                .isEqualTo("frozen; ops asked for it: Christmas; no release starts");
        assertThat(running.status().memory().release().orElseThrow().isRising()).isFalse();
        assertThat(running.status().face().orElseThrow().reason()).isEqualTo(Reason.FROZEN);
    }

    @Test
    void nothingStartsOrRisesInAFreezeWindowAndNoDeadlineRuns() {
        Plan idle = Given.idle().freeze("0 11 * * *", Duration.ofHours(2)).decide();
        Plan running = Given.at(5)
                .heard(Verdict.PROMOTE, Reason.NOT_INFERIOR)
                .held(Held.Kind.PAUSE, Reason.FREEZE_WINDOW, Duration.ofDays(3))
                .freeze("0 11 * * *", Duration.ofHours(2))
                .decide();
        Plan back = Given.at(5)
                .heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED)
                .freeze("0 11 * * *", Duration.ofHours(2))
                .decide();

        assertThat(idle.status().memory().release()).isEmpty();
        assertThat(idle.status().face().orElseThrow().message())
                .isEqualTo("frozen by spec.safety.freeze '0 11 * * *' (Z) until 2026-01-01T13:00Z; no release starts");
        assertThat(running.status().memory().release().orElseThrow().isRising()).isFalse();
        assertThat(running.status().face().orElseThrow().reason()).isEqualTo(Reason.FREEZE_WINDOW);
        assertThat(running.status().face().orElseThrow().phase()).isEqualTo(Phase.PAUSED);
        assertThat(back.route()).contains(Routing.NOTHING);
    }

    @Test
    void aReleaseGoesOnAfterTheWindowWithItsDeadlineAsItWas() {
        Given after = Given.at(5)
                .heard(Verdict.CONTINUE, Reason.NOT_ENOUGH_EVIDENCE)
                .held(Held.Kind.PAUSE, Reason.FREEZE_WINDOW, Duration.ofDays(3))
                .freeze("0 13 * * *", Duration.ofHours(2));

        Release release = after.decide().status().memory().release().orElseThrow();

        assertThat(release.held()).isEmpty();
        assertThat(release.progressSince()).isEqualTo(Given.NOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop/a/1-2                             | shop/a/1-2 | somebody | ''        |
            shop/a/1-2 team                        | shop/a/1-2 | team     | ''        |
            shop/a/1-2 team: why: that             | shop/a/1-2 | team     | why: that |
            30 Shop Ops : it is  late              | 30         | Shop Ops | it is  late |
            30 team: late (or not) (command a/7)   | 30         | team     | late (or not) | a/7
            30 team:  (command a/7)                | 30         | team     | ''        | a/7
            ''                                     | ''         | somebody | ''        |
            """)
    void readsWhoAndWhy(String value, String what, String who, String why, @Nullable String command) {
        assertThat(Wish.of(value)).isEqualTo(new Wish(what, who, why, Optional.ofNullable(command)));
    }
}
