package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.EventType;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.CapacitySettings.Afterwards;
import io.huidu.shifter.rollout.CapacitySettings.Idle;
import io.huidu.shifter.rollout.CapacitySettings.Mode;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The way back to the version that served before a promotion; the window is half an hour. */
class RollbackWindowTest {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    static Stream<Arguments> whoeverHoldsTheRest() {
        return Stream.of(
                Arguments.argumentSet("nobody", promoted()),
                Arguments.argumentSet("a pause", promoted().paused()),
                Arguments.argumentSet("a freeze", promoted().asking(Ask.FREEZE, "all ops: Christmas")),
                Arguments.argumentSet("Kafka", promoted().kafkaAway()),
                Arguments.argumentSet("an unreadable route", promoted().route(new Route.Unclear("no answer"))),
                Arguments.argumentSet("a pod that isn't ready", promoted().canary(Given.present("a-v1", 1, "one"))));
    }

    @ParameterizedTest
    @MethodSource("whoeverHoldsTheRest")
    void goesBackAtOnceWhateverElseIsTheCase(Given given) {
        Plan plan = given.decide();

        assertThat(plan.route()).contains(Routing.EVERYTHING);
        assertThat(plan.status().memory().release().orElseThrow().ending()).isPresent();
        Face face = plan.status().face().orElseThrow();
        assertThat(face.phase()).isEqualTo(Phase.ROLLING_BACK);
        assertThat(face.reason()).isEqualTo(Reason.WITHIN_ROLLBACK_WINDOW);
        assertThat(face.message()).isEqualTo("v1 is desired again; v1 served until 2026-01-01T11:55:00Z");
        assertThat(plan.announcements()).singleElement().satisfies(told -> {
            assertThat(told.event().type()).isEqualTo(EventType.RELEASE_WEIGHT_SHIFTED);
            assertThat(told.event().state().weightAsked()).isEqualTo(Weight.ZERO);
            assertThat(told.event().state().reason()).isEqualTo(Reason.WITHIN_ROLLBACK_WINDOW);
        });
    }

    @Test
    void itIsTheFallOfTheReleaseThatWasPromotedUntilTheRouteShowsIt() {
        Memory going = promoted().decide().status().memory();
        Given back = Given.idle().memory(going).desired("v1");

        Plan notYet = back.route(100).decide();
        Plan done = back.route(0).decide();

        assertThat(notYet.route()).contains(Routing.NOTHING);
        assertThat(notYet.status().memory()).isEqualTo(going);
        Memory memory = done.status().memory();
        assertThat(memory.serving()).contains("v1");
        assertThat(memory.wayBack()).isEmpty();
        assertThat(memory.history().getFirst().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(done.announcements().getFirst().event().type()).isEqualTo(EventType.RELEASE_ROLLED_BACK);
        assertThat(phase(Given.idle().memory(memory).desired("v1").decide())).isEqualTo(Phase.SERVING);
    }

    @Test
    void aReleaseThatWasPromotedCanBeRolledBackByItsName() {
        Given asked = promoted().desired("v2").asking(Ask.ROLLBACK, Given.RELEASE + " oncall: smoke in the logs");

        Plan plan = asked.decide();

        assertThat(plan.route()).contains(Routing.EVERYTHING);
        assertThat(plan.status().face().orElseThrow().message())
                .isEqualTo("oncall asked for it: smoke in the logs; v1 served until 2026-01-01T11:55:00Z");
        Memory back =
                Given.idle().memory(plan.status().memory()).decide().status().memory();
        assertThat(phase(Given.idle().memory(back).decide()))
                .as("not tried again by itself")
                .isEqualTo(Phase.ROLLED_BACK);
    }

    @Test
    void anImageThatServedBeforeGoesBackAndANewOneIsTheNextRelease() {
        Given given = promoted().stable(running("a-v2", "two", "a:2")).canary(running("a-v1", "one", "a:1"));

        Plan before = given.image("a:1").decide();
        Plan next = given.image("a:3").decide();

        assertThat(before.route()).contains(Routing.EVERYTHING);
        assertThat(next.route()).isEmpty();
        assertThat(next.status().face().orElseThrow().reason()).isEqualTo(Reason.IMAGE_SET);
    }

    private static Workload running(String name, String revision, String image) {
        return new Workload.Present(
                name,
                new Workload.Pods(2, 2, Optional.of(Given.NOW.minusSeconds(900)), Optional.empty()),
                new Workload.Template(revision, List.of(new Workload.Container("main", image))),
                Workload.Notes.NONE);
    }

    @Test
    void anotherReleaseIsNotMeant() {
        Plan plan = promoted()
                .desired("v2")
                .asking(Ask.ROLLBACK, Given.RELEASE + "0")
                .decide();

        assertThat(phase(plan)).isEqualTo(Phase.SERVING);
    }

    static Stream<Arguments> byStepsOnly() {
        return Stream.of(
                Arguments.argumentSet("after the window", Given.promoted(Duration.ofMinutes(30))),
                Arguments.argumentSet("another build", promoted().canary(Given.present("a-v1", 2, "three"))),
                Arguments.argumentSet("another route", promoted().ingress("b")));
    }

    @ParameterizedTest
    @MethodSource("byStepsOnly")
    void everythingElseIsAReleaseWithSteps(Given given) {
        Plan plan = given.decide();

        assertThat(plan.route()).isEmpty();
        Release release = plan.status().memory().release().orElseThrow();
        assertThat(release.asked()).isEqualTo(Weight.of(5));
        assertThat(release.ending()).isEmpty();
        assertThat(plan.status().memory().wayBack()).as("it is over").isEmpty();
    }

    @Test
    void waitsForOnePodAndAsksForThem() {
        Workload nobody = new Workload.Present(
                "a-v1",
                new Workload.Pods(0, 0, Optional.empty(), Optional.empty()),
                new Workload.Template("one", List.of()),
                Workload.Notes.NONE);

        Plan plan = promoted().canary(nobody).decide();

        assertThat(plan.route()).isEmpty();
        assertThat(plan.status().face().orElseThrow().reason()).isEqualTo(Reason.WORKLOAD_NOT_READY);
        assertThat(plan.workloads()).containsExactly(new WorkloadChange.AtLeast("a-v1", 2));
    }

    @Test
    void opensWhenAReleaseIsPromoted() {
        Plan plan = Given.at(50).rising(100).route(100).decide();

        WayBack back = plan.status().memory().wayBack().orElseThrow();
        assertThat(back.run().id()).isEqualTo(Given.RELEASE);
        assertThat(back.revision()).as("of v1").isEqualTo("one");
        assertThat(back.since()).isEqualTo(Given.NOW);
    }

    @Test
    void theVersionThatServedBeforeKeepsItsPodsUntilTheWindowEnds() {
        Afterwards atOnce = new Afterwards(Idle.SCALE_TO_ZERO, Duration.ZERO);
        CapacitySettings settings = new CapacitySettings(Mode.AS_NEEDED, atOnce, atOnce);

        assertThat(ended(29).capacity(settings).decide().workloads()).isEmpty();
        assertThat(ended(30).capacity(settings).decide().workloads()).containsExactly(new WorkloadChange.Empty("a-v1"));
    }

    private static Given ended(int minutesAgo) {
        Past past = new Past(
                Given.RELEASE,
                "v1",
                "v2",
                Outcome.SUCCEEDED,
                Reason.PROMOTED,
                "over",
                Given.NOW.minus(Duration.ofHours(9)),
                Given.NOW.minus(Duration.ofMinutes(minutesAgo)),
                Weight.ALL);
        return promoted().memory(Memory.NONE.serving("v2").ended(past)).desired("v2");
    }

    private static Given promoted() {
        return Given.promoted(FIVE_MINUTES);
    }

    private static Phase phase(Plan plan) {
        return plan.status().face().orElseThrow().phase();
    }
}
