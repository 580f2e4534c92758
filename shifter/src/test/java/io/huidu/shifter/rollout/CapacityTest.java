package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.CapacitySettings.Afterwards;
import io.huidu.shifter.rollout.CapacitySettings.Idle;
import io.huidu.shifter.rollout.CapacitySettings.Mode;
import io.huidu.shifter.rollout.WorkloadChange.AtLeast;
import io.huidu.shifter.rollout.WorkloadChange.Empty;
import io.huidu.shifter.rollout.WorkloadChange.Free;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How many pods the versions are given, with ten on the stable one. */
class CapacityTest {

    private static final Optional<Workload.CapacityNote> NOTHING = Optional.empty();
    private static final Workload STABLE = workload("a-v1", 10, note(10, 100));

    // Before and while a release runs

    static Stream<Arguments> rises() {
        return Stream.of(
                argumentSet("a quarter", Given.at(5), 25, 3), argumentSet("everything", Given.at(5, 25, 50), 100, 10));
    }

    @ParameterizedTest
    @MethodSource("rises")
    void holdsTheNextWeightUntilTheReplicasThatItNeedsAreThere(Given given, int next, int needed) {
        Given rising =
                given.rising(next).heard(Verdict.PROMOTE, Reason.NOT_INFERIOR).stable(STABLE);

        Plan plan = rising.canary(workload("a-v2", needed - 1, NOTHING)).decide();

        assertThat(plan.route()).isEmpty();
        assertThat(reason(plan)).isEqualTo(Reason.SCALING_UP);
        assertThat(plan.workloads()).containsExactly(new AtLeast("a-v2", needed));
        Plan enough = rising.canary(workload("a-v2", needed, NOTHING)).decide();
        assertThat(enough.route().orElseThrow().weight()).isEqualTo(Weight.of(next));
        assertThat(enough.workloads()).isEmpty();
    }

    @Test
    void asksOnceAndThenOnlyWaits() {
        Plan plan = running(1, note(3, Integer.MAX_VALUE))
                .rising(25)
                .heard(Verdict.PROMOTE, Reason.NOT_INFERIOR)
                .decide();

        assertThat(plan.workloads()).isEmpty();
        assertThat(plan.status().face().orElseThrow().message())
                .isEqualTo(
                        "Deployment a-v2: got 1 replicas, expected 3 for the next step, which were asked for before");
    }

    @Test
    void anAutoscalersMaximumHasToDo() {
        Plan plan = running(2, note(3, 2))
                .rising(25)
                .heard(Verdict.PROMOTE, Reason.NOT_INFERIOR)
                .decide();

        assertThat(plan.route()).isPresent();
    }

    @Test
    void aRollbackWaitsForNoPods() {
        Plan plan = running(1, NOTHING)
                .rising(25)
                .heard(Verdict.ROLL_BACK, Reason.ERRORS_REGRESSED)
                .decide();

        assertThat(plan.route().orElseThrow().weight()).isEqualTo(Weight.ZERO);
    }

    @Test
    void theStableVersionKeepsWhatItHasFromTheBeginning() {
        Plan plan = running(1, NOTHING).stable(workload("a-v1", 10, NOTHING)).decide();

        assertThat(plan.workloads()).containsExactly(new AtLeast("a-v1", 10));
    }

    @Test
    void startsWithThePodsOfTheFirstWeight() {
        Given empty = idle().canary(workload("a-v2", 0, NOTHING));

        Plan plan = empty.decide();

        assertThat(reason(plan)).isEqualTo(Reason.SCALING_UP);
        assertThat(plan.workloads()).containsExactly(new AtLeast("a-v2", 1));
        assertThat(plan.status().memory().release()).isEmpty();
        assertThat(idle().canary(workload("a-v2", 1, NOTHING))
                        .decide()
                        .status()
                        .memory()
                        .release())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 10", "20, 50, 6", "0, 0, 1"})
    void copiesOfTheTrafficNeedPods(int weight, int mirror, int needed) {
        Observation seen = new Observation(
                new Route.At(Routing.NOTHING),
                STABLE,
                workload("a-v2", 0, NOTHING),
                new Observation.Kafka.Reachable(Given.NOW));
        Given given = idle();
        Capacity capacity = new Capacity(new Case(given.resource(), Optional.empty(), seen, Given.NOW), given.spec());

        assertThat(capacity.change(Routing.of(Weight.of(weight)).mirroring(Weight.of(mirror))))
                .contains(new AtLeast("a-v2", needed));
    }

    @Test
    void leavesAllOfItToOthersWhenAsked() {
        CapacitySettings asIs = settings(Mode.AS_IS, Idle.SCALE_TO_ZERO);

        assertThat(running(1, NOTHING)
                        .stable(workload("a-v1", 10, NOTHING))
                        .capacity(asIs)
                        .rising(25)
                        .heard(Verdict.PROMOTE, Reason.NOT_INFERIOR)
                        .decide())
                .satisfies(plan -> assertThat(plan.workloads()).isEmpty())
                .satisfies(plan -> assertThat(plan.route()).isPresent());
        assertThat(after(Outcome.SUCCEEDED, 60).capacity(asIs).decide().workloads())
                .isEmpty();
    }

    // After a release

    static Stream<Arguments> afterwards() {
        return Stream.of(
                argumentSet("the old version keeps its pods for a while", after(Outcome.SUCCEEDED, 29), ""),
                argumentSet("and then its autoscaler decides", after(Outcome.SUCCEEDED, 30), "Free[workload=a-v1]"),
                argumentSet(
                        "or all go",
                        after(Outcome.SUCCEEDED, 30).capacity(settings(Mode.AS_NEEDED, Idle.SCALE_TO_ZERO)),
                        "Empty[workload=a-v1]"),
                argumentSet(
                        "not too early",
                        after(Outcome.SUCCEEDED, 29).capacity(settings(Mode.AS_NEEDED, Idle.SCALE_TO_ZERO)),
                        ""),
                argumentSet(
                        "and not a second time",
                        after(Outcome.SUCCEEDED, 60)
                                .capacity(settings(Mode.AS_NEEDED, Idle.SCALE_TO_ZERO))
                                .canary(workload("a-v1", 3, note(0, 100))),
                        ""),
                argumentSet(
                        "the new version's autoscaler decides at once",
                        after(Outcome.SUCCEEDED, 0).stable(workload("a-v2", 10, note(10, 100))),
                        "Free[workload=a-v2]"));
    }

    @ParameterizedTest
    @MethodSource("afterwards")
    void afterARelease(Given given, String expected) {
        assertThat(String.join(
                        ", ",
                        given.decide().workloads().stream()
                                .map(Object::toString)
                                .toList()))
                .isEqualTo(expected);
    }

    @Test
    void whatWasRolledBackKeepsItsPodsOrLosesThem() {
        Given latched = idle().memory(ended(Outcome.ROLLED_BACK, "v1", 30))
                .latched("two")
                .stable(STABLE)
                .canary(workload("a-v2", 5, note(5, 100)));

        assertThat(latched.decide().workloads()).containsExactly(new Free("a-v1"), new Free("a-v2"));
        assertThat(latched.capacity(settings(Mode.AS_NEEDED, Idle.SCALE_TO_ZERO))
                        .decide()
                        .workloads())
                .containsExactly(new Free("a-v1"), new Empty("a-v2"));
    }

    @Test
    void aVersionThatNeverServedIsLeftAlone() {
        Given never = idle().desired("v1").canary(workload("a-v2", 5, NOTHING)).stable(workload("a-v1", 10, NOTHING));

        assertThat(never.capacity(settings(Mode.AS_NEEDED, Idle.SCALE_TO_ZERO))
                        .decide()
                        .workloads())
                .isEmpty();
    }

    private static Given idle() {
        return Given.idle().stable(workload("a-v1", 10, NOTHING));
    }

    private static Given running(int wanted, Optional<Workload.CapacityNote> noted) {
        return Given.at(5).stable(STABLE).canary(workload("a-v2", wanted, noted));
    }

    /** v2 serves since some minutes. */
    private static Given after(Outcome outcome, int minutes) {
        return Given.idle()
                .memory(ended(outcome, "v2", minutes))
                .stable(workload("a-v2", 10, NOTHING))
                .canary(workload("a-v1", 10, note(10, 100)));
    }

    private static Memory ended(Outcome outcome, String serving, int minutes) {
        return Memory.NONE
                .ended(new Past(
                        Given.RELEASE,
                        "v1",
                        "v2",
                        outcome,
                        Reason.PROMOTED,
                        "over",
                        Given.NOW.minus(Duration.ofHours(9)),
                        Given.NOW.minus(Duration.ofMinutes(minutes)),
                        Weight.ALL))
                .serving(serving);
    }

    private static CapacitySettings settings(Mode mode, Idle idle) {
        Afterwards afterwards = new Afterwards(idle, Duration.ofMinutes(30));
        return new CapacitySettings(mode, afterwards, afterwards);
    }

    private static Optional<Workload.CapacityNote> note(int floor, int most) {
        return Optional.of(new Workload.CapacityNote(floor, most));
    }

    private static Workload workload(String name, int wanted, Optional<Workload.CapacityNote> noted) {
        return new Workload.Present(
                name,
                new Workload.Pods(wanted, wanted, Optional.of(Given.NOW.minusSeconds(900)), Optional.empty()),
                new Workload.Template("two", List.of()),
                new Workload.Notes(Optional.empty(), noted));
    }

    private static Reason reason(Plan plan) {
        return plan.status().face().orElseThrow().reason();
    }
}
