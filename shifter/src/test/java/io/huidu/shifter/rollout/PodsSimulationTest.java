package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Headcount;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random releases by the pods of one Service: pods that come and go one by one, a stable version that is scaled
 * meanwhile, verdicts that change. What the shifter itself does never gives the canary more than was recorded.
 */
class PodsSimulationTest {

    private static final long SEED = 20260201;
    private static final int RELEASES = 2_000;
    private static final int CYCLES = 400;

    @Test
    void whatTheShifterDoesNeverGivesMoreThanAskedAndEveryReleaseEnds() {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (long seed = SEED; seed < SEED + RELEASES; seed++) {
            outcomes.merge(new Cluster(seed).release(), 1, Integer::sum);
        }

        System.out.printf("seeds %d to %d: %s%n", SEED, SEED + RELEASES - 1, outcomes);
        assertThat(outcomes.get(Outcome.SUCCEEDED)).isGreaterThan(RELEASES / 4);
        assertThat(outcomes.get(Outcome.ROLLED_BACK)).isGreaterThan(RELEASES / 10);
    }

    /** A cluster with one release in it. */
    private static final class Cluster {

        private final long seed;
        private final Random random;
        private final int[] stable;
        private final int[] canary;
        private Optional<Workload.CapacityNote> stableNote = Optional.empty();
        private Optional<Workload.CapacityNote> canaryNote = Optional.empty();
        private Weight asked = Weight.ZERO;
        private Status status = new Status(Memory.NONE.serving("v1"), Optional.empty(), List.of());
        private Optional<Heard> heard = Optional.empty();
        private Optional<AnalysisRequested> request = Optional.empty();
        private Instant now = Given.NOW;

        Cluster(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            int pods = 19 + random.nextInt(20);
            this.stable = new int[] {pods, pods};
            this.canary = new int[] {random.nextInt(pods), 0};
        }

        Outcome release() {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                now = now.plusSeconds(15);
                move();
                listen();
                decide();
                if (!status.memory().history().isEmpty()) {
                    return status.memory().history().getFirst().outcome();
                }
            }
            throw new AssertionError("seed %d: no end: %s".formatted(seed, status));
        }

        /** Pods get ready and go one at a time; sometimes the stable version is scaled, or one of its pods is lost. */
        private void move() {
            if (random.nextInt(15) == 0) {
                stable[0] = Math.max(19, stable[0] + random.nextInt(7) - 3);
                stable[1] = Math.min(stable[1], stable[0]) - random.nextInt(2);
            }
            for (int[] pods : List.of(stable, canary)) {
                pods[1] += Integer.signum(pods[0] - pods[1]) * Math.min(Math.abs(pods[0] - pods[1]), random.nextInt(4));
            }
        }

        private void listen() {
            request.ifPresent(r -> {
                int luck = random.nextInt(150);
                Verdict verdict = luck == 0 ? Verdict.ROLL_BACK : luck < 50 ? Verdict.PROMOTE : Verdict.CONTINUE;
                Judgement judgement =
                        Given.judgement(r.requestId(), verdict, Reason.NOT_INFERIOR, DataState.EXACT, now);
                heard = Optional.of(Given.hearing(judgement, now));
            });
        }

        private void decide() {
            Weight before = comingShare();
            Plan plan = Rollout.decide(
                    Given.idle().byPods().steps(steps()).resource(status),
                    heard,
                    new Observation(
                            route(),
                            workload("a-v1", stable, stableNote),
                            workload("a-v2", canary, canaryNote),
                            new Observation.Kafka.Reachable(Given.NOW)),
                    now);
            plan.route().ifPresent(this::write);
            status = plan.status();
            request = plan.analysis() instanceof AnalysisWanted.Wanted(AnalysisRequested asking)
                    ? Optional.of(asking)
                    : Optional.empty();
            plan.workloads().forEach(this::change);
            check(before);
        }

        private void write(Routing routing) {
            Weight weight = routing.weight();
            boolean isBetween = weight.isAbove(Weight.ZERO) && Weight.ALL.isAbove(weight);
            if (!isBetween || new Headcount(stable[1], canary[1]).isWithin(weight)) {
                asked = weight;
            }
        }

        private void change(WorkloadChange change) {
            boolean isStable = change.workload().equals("a-v1");
            int[] pods = isStable ? stable : canary;
            Optional<Workload.CapacityNote> note = Optional.empty();
            switch (change) {
                case WorkloadChange.Exactly(String workload, int number) -> {
                    pods[0] = number;
                    note = Optional.of(new Workload.CapacityNote(number, 1000));
                }
                case WorkloadChange.AtLeast(String workload, int number) -> {
                    pods[0] = Math.max(pods[0], number);
                    note = Optional.of(new Workload.CapacityNote(number, 1000));
                }
                case WorkloadChange.Free free -> {}
                case WorkloadChange.Empty empty -> pods[0] = 0;
                case WorkloadChange.SetImage image -> throw new AssertionError("no image was asked for");
                case WorkloadChange.Restore restore -> throw new AssertionError("restored by a farewell alone");
            }
            if (isStable) {
                stableNote = note;
            } else {
                canaryNote = note;
            }
        }

        private void check(Weight before) {
            Weight recorded = status.memory()
                    .release()
                    .map(r -> r.asked().isAbove(r.settled()) ? r.asked() : r.settled())
                    .orElse(Weight.ALL);
            boolean isBetween = asked.isAbove(Weight.ZERO) && Weight.ALL.isAbove(asked);
            if (isBetween) {
                assertThat(comingShare())
                        .as("seed %d at %s: %d and %d pods", seed, now, stable[1], canary[0])
                        .isLessThanOrEqualTo(before.isAbove(recorded) ? before : recorded);
            }
        }

        /** With the pods that were asked for: they will be there. */
        private Weight comingShare() {
            return share(Math.max(canary[0], canary[1]));
        }

        private Weight share(int pods) {
            return switch (asked.percent()) {
                case 0, 100 -> asked;
                default -> new Headcount(stable[1], pods).share();
            };
        }

        private Route route() {
            return switch (asked.percent()) {
                case 0, 100 -> new Route.At(Routing.of(asked));
                default -> new Route.At(Routing.of(asked), Optional.of(share(canary[1])));
            };
        }

        private static Step[] steps() {
            return Stream.of(5, 25, 50, 100)
                    .map(weight -> new Step(Weight.of(weight), Duration.ZERO, Step.Exit.ON_VERDICT))
                    .toArray(Step[]::new);
        }

        private Workload workload(String name, int[] pods, Optional<Workload.CapacityNote> note) {
            return new Workload.Present(
                    name,
                    new Workload.Pods(
                            pods[0], pods[1], Optional.of(now.minus(Duration.ofMinutes(9))), Optional.empty()),
                    new Workload.Template("two", List.of()),
                    new Workload.Notes(Optional.empty(), note));
        }
    }
}
