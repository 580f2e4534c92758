package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.huidu.events.Judgement;
import io.huidu.events.Verdict;
import io.huidu.shifter.rollout.Exploration.BrokenRuleException;
import io.huidu.shifter.rollout.Exploration.Decider;
import io.huidu.shifter.rollout.Observation.Kafka;
import io.huidu.shifter.rollout.SmallMoves.Fault;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link SevenRules} in every state that the small model has, and the proof that they would notice. */
class ExplorationTest {

    private static final int ANY = Integer.MAX_VALUE;

    @Test
    void keepsTheRulesWhateverTheAnalyzerSays() {
        assertThat(explore(Set.of(), ANY)).isGreaterThan(2_000);
    }

    @Test
    void keepsTheRulesHoweverOftenTheProcessDies() {
        assertThat(explore(EnumSet.of(Fault.DEATH), ANY)).isGreaterThan(50_000);
    }

    @Test
    void keepsTheRulesWhateverPeopleAskFor() {
        assertThat(explore(EnumSet.of(Fault.BY_HAND), ANY)).isGreaterThan(200_000);
    }

    @Test
    void keepsTheRulesWithAnyOneFaultAtAnyTime() {
        assertThat(explore(EnumSet.allOf(Fault.class), 1)).isGreaterThan(90_000);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "huidu.slow",
            matches = "true",
            disabledReason = "takes minutes; -Dhuidu.slow=true")
    void keepsTheRulesWithAnyTwoOfTheWorstFaults() {
        EnumSet<Fault> worst =
                EnumSet.of(Fault.DEATH, Fault.FOREIGN_ROUTE, Fault.DESIRED_FLIPPED, Fault.BY_HAND, Fault.DELETED);

        assertThat(explore(worst, 2)).isGreaterThan(200_000);
    }

    private static int explore(Set<Fault> faults, int most) {
        long start = System.nanoTime();
        int states = new Exploration(Rollout::decide, faults, most).run();
        System.out.printf(
                "%s of %s: %,d states in %.1f s%n",
                most == ANY ? "any number" : "at most " + most, faults, states, (System.nanoTime() - start) / 1e9);
        return states;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void findsWhatIsBroken(String what, String rule, Decider broken) {
        Exploration exploration = new Exploration(broken, EnumSet.allOf(Fault.class), 1);

        assertThatExceptionOfType(BrokenRuleException.class)
                .isThrownBy(exploration::run)
                .withMessageStartingWith("rule " + rule)
                .withMessageContaining("v2 is desired")
                .withMessageContaining("and then");
    }

    static List<Arguments> broken() {
        return List.of(
                Arguments.of("writes before it records", "1: only what was recorded", writesAtOnce()),
                Arguments.of("forgets the release at a restart", "1:", forgets()),
                Arguments.of("takes a verdict on another step", "2: up only on a fresh verdict", takesAnyRequest()),
                Arguments.of("takes the route for what was asked", "2:", believesTheRoute()),
                Arguments.of("takes old words for new ones", "5: what was condemned", listensForEver()),
                Arguments.of("waits for Kafka before it rolls back", "3:", waitsForKafka()),
                Arguments.of("waits for the route before it rolls back", "3:", waitsForTheRoute()),
                Arguments.of("goes back by steps within the window", "3: within its window", goesBackByStepsOnly()),
                Arguments.of("goes back at once for ever", "1: only what was recorded", goesBackForEver()),
                Arguments.of("takes silence for consent", "4:", hearsAgain()),
                Arguments.of("rolls back by a verdict on another release", "5:", takesAnyRelease()),
                Arguments.of("tells of nothing", "6: every change is told", saysNothing()));
    }

    private static Decider saysNothing() {
        return (resource, heard, seen, now) -> {
            Plan plan = Rollout.decide(resource, heard, seen, now);
            return new Plan(plan.route(), plan.status(), List.of(), plan.analysis(), plan.workloads(), plan.again());
        };
    }

    private static Decider writesAtOnce() {
        return (resource, heard, seen, now) -> {
            Plan plan = Rollout.decide(resource, heard, seen, now);
            Optional<Routing> asked =
                    plan.status().memory().release().map(r -> r.target().routing());
            return routing(plan, asked.filter(r -> !seen.weight().equals(Optional.of(r.weight()))));
        };
    }

    private static Decider forgets() {
        return (resource, heard, seen, now) -> {
            Plan plan = Rollout.decide(resource, heard, seen, now);
            Memory memory = plan.status().memory();
            boolean dies =
                    memory.release().isPresent() && resource.memory().release().isPresent() && heard.isEmpty();
            return dies
                    ? recording(
                            plan,
                            resource.memory().running(emptied(memory.release().get())))
                    : plan;
        };
    }

    private static Release emptied(Release r) {
        return new Release(
                r.run(),
                r.target(),
                r.askedAt(),
                r.request(),
                Stage.NONE,
                List.of(),
                r.progressSince(),
                r.held(),
                r.ending());
    }

    private static Decider takesAnyRequest() {
        return hearing(resource -> j -> resource.memory()
                .release()
                .filter(r -> r.run().id().equals(j.releaseId()))
                .map(r -> about(j, j.releaseId(), r.request().id()))
                .orElse(j));
    }

    private static Decider takesAnyRelease() {
        return hearing(resource -> j -> resource.memory()
                .release()
                .filter(r -> j.verdict() == Verdict.ROLL_BACK)
                .map(r -> about(j, r.run().id(), r.request().id()))
                .orElse(j));
    }

    private static Judgement about(Judgement j, String releaseId, String requestId) {
        return SmallMessages.judgement(
                new SmallMessages.About(releaseId, requestId), j.verdict(), j.data(), j.windowEnd());
    }

    private interface Rewording {
        UnaryOperator<Judgement> in(Resource resource);
    }

    private static Decider hearing(Rewording rewording) {
        return (resource, heard, seen, now) -> Rollout.decide(
                resource,
                heard.map(h -> Given.hearing(rewording.in(resource).apply(h.judgement()), h.at())),
                seen,
                now);
    }

    private static Decider believesTheRoute() {
        return (resource, heard, seen, now) -> Rollout.decide(
                resource,
                heard,
                resource.memory()
                        .release()
                        .filter(r -> r.ending().isEmpty() && !r.exposures().isEmpty())
                        .map(r -> new Observation(
                                new Route.At(r.reached().routing()), seen.stable(), seen.canary(), seen.kafka()))
                        .orElse(seen),
                now);
    }

    private static Decider listensForEver() {
        return (resource, heard, seen, now) -> Rollout.decide(
                resource,
                heard,
                seen.kafka() instanceof Kafka.Reachable
                        ? new Observation(
                                seen.route(), seen.stable(), seen.canary(), new Kafka.Reachable(SmallWorld.ago(9)))
                        : seen,
                now);
    }

    private static Decider waitsForKafka() {
        return (resource, heard, seen, now) -> {
            Plan plan = Rollout.decide(resource, heard, seen, now);
            return seen.kafka() instanceof Kafka.Unreachable ? routing(plan, Optional.empty()) : plan;
        };
    }

    private static Decider waitsForTheRoute() {
        return (resource, heard, seen, now) -> {
            Plan plan = Rollout.decide(resource, heard, seen, now);
            return seen.weight().isEmpty() ? routing(plan, Optional.empty()) : plan;
        };
    }

    private static Decider goesBackByStepsOnly() {
        return remembering(back -> Optional.empty());
    }

    private static Decider goesBackForEver() {
        return remembering(back -> Optional.of(new WayBack(back.run(), back.revision(), SmallWorld.NOW)));
    }

    private interface Remembering {
        Optional<WayBack> of(WayBack back);
    }

    private static Decider remembering(Remembering other) {
        return (resource, heard, seen, now) -> {
            Memory known = resource.memory();
            Memory wrong = returnable(known, known.wayBack().flatMap(other::of));
            Resource read = new Resource(
                    resource.key(),
                    resource.uid(),
                    resource.generation(),
                    resource.changedBy(),
                    resource.checked(),
                    resource.wishes(),
                    new Status(wrong, Optional.empty(), List.of()));
            Plan plan = Rollout.decide(read, heard, seen, now);
            Memory after = plan.status().memory();
            boolean untouched = after.release().isEmpty() && after.wayBack().equals(wrong.wayBack());
            return untouched ? recording(plan, returnable(after, known.wayBack())) : plan;
        };
    }

    private static Memory returnable(Memory m, Optional<WayBack> back) {
        return new Memory(m.serving(), m.releases(), m.release(), m.latch(), back, m.history());
    }

    private static Decider hearsAgain() {
        return (resource, heard, seen, now) ->
                Rollout.decide(resource, heard.map(h -> Given.hearing(h.judgement(), now)), seen, now);
    }

    private static Plan routing(Plan plan, Optional<Routing> route) {
        return new Plan(route, plan.status(), plan.announcements(), plan.analysis(), plan.workloads(), plan.again());
    }

    private static Plan recording(Plan plan, Memory memory) {
        return new Plan(
                plan.route(),
                new Status(memory, plan.status().face(), List.of()),
                plan.announcements(),
                plan.analysis(),
                plan.workloads(),
                plan.again());
    }
}
