package io.huidu.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.e2e.world.load.UserCounts;
import io.huidu.events.Weight;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SceneRunTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Scene HEALTHY = new Scene("release v2", "v2", List.of(), Fault.NONE);
    private static final Scene FAULTY = new Scene("release v2", "v2", List.of(), Fault.ERRORS);

    private static final Portion TESTERS = new Portion(0, Weight.ZERO, true, Weight.ZERO);
    private static final Portion COPIES = new Portion(1, Weight.ZERO, false, Weight.ALL);

    private final Script script = new Script();

    @Test
    void countsUsersOfAStepFromWhenItHasSettled() {
        // Given
        script.idle(0, 0);
        script.running(10, 10, 0, 0).running(10, 10, 500, 500); // not settled yet
        script.running(10, 10, 900, 540).running(10, 10, 1800, 640);
        script.ended(Glimpse.Ending.PROMOTED, 1900, 740);

        // When
        SceneResult result = play(HEALTHY);

        // Then
        assertThat(result.steps()).singleElement().satisfies(step -> {
            assertThat(step.asked()).isEqualTo(Portion.of(0, 10));
            assertThat(step.seen().users().a()).isEqualTo(900);
            assertThat(step.seen().users().b()).isEqualTo(100);
            assertThat(step.isAsAsked()).isTrue();
        });
        assertThat(result.isAsItShould()).isTrue();
    }

    @Test
    void stepsOfTheSameWeightAreTakenApart() {
        // Given testers first and then copies, none of which is a weight
        UserCounts usersOnA = UserCounts.of(2000, 0);
        script.idle(0, 0);
        script.steady(TESTERS, Seen.by(UserCounts.of(0, 0)));
        script.steady(TESTERS, Seen.by(UserCounts.of(0, 0)));
        script.steady(TESTERS, Seen.by(UserCounts.of(0, 0)));
        script.steady(TESTERS, new Seen(usersOnA, UserCounts.of(0, 200), 200));
        script.steady(COPIES, new Seen(usersOnA, UserCounts.of(0, 200), 200));
        script.steady(COPIES, new Seen(usersOnA, UserCounts.of(0, 200), 200));
        script.steady(COPIES, new Seen(usersOnA, UserCounts.of(0, 200), 200));
        script.steady(COPIES, new Seen(UserCounts.of(4000, 0), UserCounts.of(200, 200), 2200));
        script.ended(Glimpse.Ending.PROMOTED, 4000, 0);

        // When
        SceneResult result = play(HEALTHY);

        // Then
        assertThat(result.steps()).extracting(StepResult::asked).containsExactly(TESTERS, COPIES);
        assertThat(result.steps().getFirst().shareOfTesters()).isEqualTo(1);
        assertThat(result.steps().getFirst().share()).isZero();
        assertThat(result.steps().getLast().seen().copies()).isEqualTo(2000);
        assertThat(result.isAsItShould()).isTrue();
    }

    @Test
    void isNotAsItShouldWhenATesterSawTheOldVersion() {
        assertThat(stepOf(TESTERS, new Seen(UserCounts.of(2000, 0), UserCounts.of(1, 200), 200))
                        .isAsAsked())
                .isFalse();
    }

    @Test
    void isNotAsItShouldWhenTooFewCopiesWereAnswered() {
        assertThat(stepOf(COPIES, new Seen(UserCounts.of(2000, 0), UserCounts.of(200, 0), 900))
                        .isAsAsked())
                .isFalse();
    }

    private static StepResult stepOf(Portion asked, Seen seen) {
        return new StepResult(asked, true, Duration.ofSeconds(10), seen, Optional.empty());
    }

    @Test
    void isNotAsItShouldWhenUsersSawAnotherShareThanWasAsked() {
        script.idle(0, 0);
        script.running(50, 50, 0, 0).running(50, 50, 0, 0).running(50, 50, 0, 0).running(50, 50, 1000, 800);
        script.ended(Glimpse.Ending.PROMOTED, 1000, 900);

        SceneResult result = play(HEALTHY);

        assertThat(result.ending()).contains(Glimpse.Ending.PROMOTED);
        assertThat(result.isAsItShould()).isFalse();
    }

    @Test
    void beginsTheFaultAtItsWeightAndMeasuresUntilTheRouteIsBack() {
        script.idle(0, 0);
        script.running(10, 10, 0, 0).running(25, 25, 100, 10).running(25, 25, 200, 20);
        script.running(0, 25, 300, 30).running(0, 0, 400, 40);
        script.ended(Glimpse.Ending.ROLLED_BACK, 500, 40);
        script.quiet(500, 40);

        SceneResult result = play(FAULTY);

        assertThat(script.faults).containsExactly(Fault.ERRORS);
        assertThat(result.faultToZero()).contains(Script.TICK.multipliedBy(3));
        assertThat(result.isAsItShould()).isTrue();
    }

    @Test
    void isNotAsItShouldWhenUsersStillSeeTheNewVersionAfterARollback() {
        script.idle(0, 0);
        script.running(25, 25, 0, 0).running(0, 0, 100, 10);
        script.ended(Glimpse.Ending.ROLLED_BACK, 200, 10);
        script.ended(Glimpse.Ending.ROLLED_BACK, 300, 10);
        script.ended(Glimpse.Ending.ROLLED_BACK, 400, 10);
        script.quiet(500, 11);

        SceneResult result = play(FAULTY);

        assertThat(result.strayAfterwards()).isEqualTo(1);
        assertThat(result.isAsItShould()).isFalse();
    }

    @Test
    void isNotAsItShouldWhenItDoesNotEndInTime() {
        script.idle(0, 0);
        script.running(10, 10, 0, 0);

        SceneResult result = play(HEALTHY);

        assertThat(result.ending()).isEmpty();
        assertThat(result.isAsItShould()).isFalse();
    }

    private SceneResult play(Scene scene) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new SceneRun(scene, script, script::look, new Narrator(nowhere, false)).play(LIMIT);
    }

    /** Gives the glimpses that were written down, half a second apart, and the last one for ever. */
    private static final class Script implements Stage {

        private static final Duration TICK = Duration.ofMillis(500);

        private final Deque<Glimpse> glimpses = new ArrayDeque<>();
        private final List<Fault> faults = new ArrayList<>();
        private Instant now = Instant.EPOCH;

        private Script idle(long a, long b) {
            return add(0, Optional.empty(), 0, 0, Optional.empty(), a, b);
        }

        private Script running(int asked, int observed, long a, long b) {
            return add(1, Optional.of("run"), asked, observed, Optional.empty(), a, b);
        }

        private Script ended(Glimpse.Ending ending, long a, long b) {
            return add(1, Optional.empty(), 0, 0, Optional.of(ending), a, b);
        }

        private void steady(Portion portion, Seen seen) {
            glimpses.add(new Glimpse(
                    Instant.EPOCH,
                    1,
                    Optional.of("run"),
                    portion,
                    true,
                    Optional.of(portion.weight()),
                    "Reason",
                    "message",
                    Optional.empty(),
                    seen,
                    Optional.empty()));
        }

        private void quiet(long a, long b) {
            ended(Glimpse.Ending.ROLLED_BACK, a, b);
        }

        private Script add(
                long releases,
                Optional<String> release,
                int asked,
                int observed,
                Optional<Glimpse.Ending> ending,
                long a,
                long b) {
            glimpses.add(new Glimpse(
                    Instant.EPOCH,
                    releases,
                    release,
                    Portion.of(0, asked),
                    release.isPresent() && asked > 0 && asked == observed,
                    Optional.of(Weight.of(observed)),
                    "Reason",
                    "message",
                    ending,
                    Seen.by(UserCounts.of(a, b)),
                    Optional.empty()));
            return this;
        }

        @Override
        public void desire(String version, List<Scene.Opening> opening) {}

        @Override
        public void worsen(Fault fault) {
            faults.add(fault);
        }

        @Override
        public Glimpse look() {
            Glimpse next = glimpses.size() > 1 ? glimpses.remove() : glimpses.element();
            now = now.plus(TICK);
            return next.at(now);
        }
    }
}
