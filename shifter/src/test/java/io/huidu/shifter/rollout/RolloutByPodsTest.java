package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.huidu.events.Exposure;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.CapacitySettings.Mode;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.rollout.WorkloadChange.AtLeast;
import io.huidu.shifter.rollout.WorkloadChange.Exactly;
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

/** Releases whose shares follow the pods, with steps of 5, 25, 50 and 100 percent. */
class RolloutByPodsTest {

    // Before a release

    static Stream<Arguments> first() {
        return Stream.of(
                argumentSet(
                        "even one pod is too many",
                        idle(3, 0),
                        Reason.SHARE_TOO_LARGE,
                        "5 % can't be given by pods: one of Deployment a-v2 beside 3 of a-v1 gets 25 %; ask for 25 % or more, or give a-v1 19 replicas",
                        List.of()),
                argumentSet(
                        "too few",
                        idle(19, 0),
                        Reason.SCALING_UP,
                        "Deployment a-v2: got 0 replicas, expected 1 for a share of 5 %",
                        List.of(new Exactly("a-v2", 1))),
                argumentSet(
                        "too many, from when it served",
                        idle(19, 19),
                        Reason.SHARE_TOO_LARGE,
                        "Deployment a-v2: got 19 replicas, expected 1 for a share of 5 %",
                        List.of(new Exactly("a-v2", 1))),
                argumentSet(
                        "too many that are still ready",
                        idle(19, 1).canary(pods("a-v2", 1, 4, note(1))),
                        Reason.SHARE_TOO_LARGE,
                        "got 4 ready pods of Deployment a-v2 beside 19 of a-v1, which get 17 %, expected no more than 5 %",
                        List.of()),
                argumentSet(
                        "too many, and the pods are for others to see to",
                        idle(19, 19)
                                .capacity(new CapacitySettings(
                                        Mode.AS_IS,
                                        CapacitySettings.DEFAULT.succeeded(),
                                        CapacitySettings.DEFAULT.failed())),
                        Reason.SHARE_TOO_LARGE,
                        "got 19 ready pods of Deployment a-v2 beside 19 of a-v1, which get 50 %, expected no more than 5 %",
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("first")
    void startsWithPodsThatGiveNoMoreThanTheFirstStep(
            Given given, Reason reason, String message, List<WorkloadChange> changes) {
        Plan plan = given.decide();

        Face face = plan.status().face().orElseThrow();
        assertThat(face.reason()).isEqualTo(reason);
        assertThat(face.message()).isEqualTo(message);
        assertThat(plan.workloads()).isEqualTo(changes);
        assertThat(plan.status().memory().release()).isEmpty();
    }

    @Test
    void startsOnceItHasThem() {
        assertThat(idle(19, 1).decide().status().memory().release()).isPresent();
    }

    @Test
    void aServiceOfBothIsLearnedFromAndNarrowed() {
        Route both = new Route.At(Routing.of(Weight.of(1)), Optional.of(Weight.ZERO));

        Plan learned = idle(3, 0).servingUnknown().route(both).decide();
        Plan narrowed = idle(3, 0).route(both).decide();

        assertThat(learned.status().memory().serving()).contains("v1");
        assertThat(learned.route()).isEmpty();
        assertThat(narrowed.route()).contains(Routing.NOTHING);
    }

    // While it runs

    @Test
    void isThereWithWhatThePodsMakeOfTheWeight() {
        Plan plan = running(Given.at(5).rising(25), 10, 3)
                .route(new Route.At(Routing.of(Weight.of(25)), Optional.of(Weight.of(23))))
                .decide();

        Release release = plan.status().memory().release().orElseThrow();
        assertThat(release.reached().weight()).isEqualTo(Weight.of(25));
        assertThat(release.exposures())
                .last()
                .extracting(Exposure::weight, Exposure::share)
                .containsExactly(Weight.of(23), Exposure.Share.BY_WEIGHT);
        Face face = plan.status().face().orElseThrow();
        assertThat(face.weight()).contains(new Face.Shares(Weight.of(25), Optional.of(Weight.of(23))));
        assertThat(face.conditions())
                .filteredOn(c -> c.type() == Condition.Type.TRAFFIC_APPLIED)
                .singleElement()
                .satisfies(c -> assertThat(c.state()).isEqualTo(Condition.State.TRUE))
                .satisfies(c -> assertThat(c.message()).isEqualTo("asked 25 %, which the ready pods make 23 %"));
    }

    static Stream<Arguments> next() {
        return Stream.of(
                argumentSet("more for a quarter", Given.at(5).rising(25), new Exactly("a-v2", 6)),
                argumentSet("as many as the other for a half", Given.at(5, 25).rising(50), new Exactly("a-v2", 19)),
                argumentSet("what serves all needs all", Given.at(5, 25, 50).rising(100), new AtLeast("a-v2", 19)));
    }

    @ParameterizedTest
    @MethodSource("next")
    void thePodsComeFirst(Given rising, WorkloadChange change) {
        Plan plan = running(rising, 19, 1)
                .heard(Verdict.PROMOTE, Reason.NOT_INFERIOR)
                .decide();

        assertThat(plan.route()).isEmpty();
        assertThat(plan.workloads()).containsExactly(change);
    }

    @Test
    void noPodsComeWithoutTheVerdictOnWhichTheyWereRecorded() {
        Plan plan = running(Given.at(5).rising(25), 19, 1)
                .heard(Verdict.CONTINUE, Reason.NOT_ENOUGH_EVIDENCE)
                .decide();

        assertThat(plan.route()).isEmpty();
        assertThat(plan.workloads()).isEmpty();
    }

    @Test
    void aLowerWeightTakesPodsAwayFirst() {
        Given half = running(Given.at(5, 25, 50).asking(Ask.WEIGHT, "25"), 19, 19)
                .route(new Route.At(Routing.of(Weight.of(50)), Optional.of(Weight.of(50))));
        Given lower = half.memory(half.decide().status().memory());

        assertThat(lower.decide().route()).isEmpty();
        assertThat(lower.decide().workloads()).containsExactly(new Exactly("a-v2", 6));
        assertThat(lower.canary(pods("a-v2", 6, 6, note(6))).decide().route()).contains(Routing.of(Weight.of(25)));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                argumentSet("as many as it has", 19, 19, List.of()),
                argumentSet("fewer beside fewer", 10, 10, List.of(new Exactly("a-v2", 3))),
                argumentSet("more beside more", 40, 40, List.of(new Exactly("a-v2", 13))),
                argumentSet("but not before these are ready", 40, 19, List.of()),
                argumentSet("none where one were too many", 2, 2, List.of()));
    }

    @ParameterizedTest
    @MethodSource("others")
    void followsTheStableVersionsPods(int wanted, int ready, List<WorkloadChange> changes) {
        Plan plan = running(Given.at(5, 25), 19, 6)
                .stable(pods("a-v1", wanted, ready, note(19)))
                .decide();

        assertThat(plan.workloads()).isEqualTo(changes);
    }

    /** What stands in for a Deployment that can't be read has one pod. */
    @Test
    void takesNoPodsAwayBecauseADeploymentCannotBeRead() {
        Workload unread = new Workload.Present(
                "a-v1",
                new Workload.Pods(1, 0, Optional.empty(), Optional.empty()),
                new Workload.Template("one", List.of()),
                Workload.Notes.UNKNOWN);

        Plan plan = running(Given.at(5, 25, 50), 19, 19).stable(unread).decide();

        assertThat(plan.workloads()).isEmpty();
        assertThat(plan.route()).isEmpty();
    }

    @Test
    void holdsWhileThePodsGiveMoreThanAskedAndEndsAfterTheDeadline() {
        Given much = running(Given.at(5, 25), 19, 6)
                .route(new Route.At(Routing.of(Weight.of(25)), Optional.of(Weight.of(40))))
                .heard(Verdict.PROMOTE, Reason.NOT_INFERIOR);

        Plan held = much.decide();
        Plan ended = much.held(Held.Kind.OBSTACLE, Reason.SHARE_TOO_LARGE, Duration.ofHours(1))
                .decide();

        Face face = held.status().face().orElseThrow();
        assertThat(face.reason()).isEqualTo(Reason.SHARE_TOO_LARGE);
        assertThat(face.message()).isEqualTo("40 % of the ready pods are those of v2, asked was 25 %");
        assertThat(held.route()).isEmpty();
        assertThat(ended.route()).contains(Routing.NOTHING);
    }

    @Test
    void goesBackWhateverThePodsAre() {
        Plan plan = running(Given.at(5, 25), 2, 0)
                .heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED)
                .decide();

        assertThat(plan.route()).contains(Routing.NOTHING);
    }

    private static Given idle(int stable, int canary) {
        return Given.idle()
                .byPods()
                .stable(pods("a-v1", stable, stable, note(19)))
                .canary(pods("a-v2", canary, canary, Optional.empty()));
    }

    /** With what the pods of v2 have been asked to be. */
    private static Given running(Given given, int stable, int canary) {
        return given.byPods()
                .stable(pods("a-v1", stable, stable, note(stable)))
                .canary(pods("a-v2", canary, canary, note(canary)));
    }

    private static Optional<Workload.CapacityNote> note(int floor) {
        return Optional.of(new Workload.CapacityNote(floor, 100));
    }

    private static Workload pods(String name, int wanted, int ready, Optional<Workload.CapacityNote> note) {
        return new Workload.Present(
                name,
                new Workload.Pods(wanted, ready, Optional.of(Given.NOW.minusSeconds(900)), Optional.empty()),
                new Workload.Template("two", List.of()),
                new Workload.Notes(Optional.empty(), note));
    }
}
