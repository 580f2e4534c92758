package io.huidu.shifter.rollout;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.SmallWorld.Asked;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The seven rules of the design, as far as they bind {@link Rollout#decide}. They know nothing of how it decides. Each
 * answers whether one decision in one world keeps it.
 */
final class SevenRules {

    /** One rule. */
    record Rule(String name, Test test) {
        boolean isKept(SmallWorld world, Plan plan) {
            return test.isKept(world, plan);
        }
    }

    @FunctionalInterface
    interface Test {
        boolean isKept(SmallWorld world, Plan plan);
    }

    static final List<Rule> ALL = List.of(
            new Rule("1: only what was recorded is written to the route", SevenRules::writesWhatWasRecorded),
            new Rule("1: a release ends only when the route shows it", SevenRules::endsWithTheRoute),
            new Rule("1: what a release has been through stays", SevenRules::forgetsNothing),
            new Rule("1: the way back is known as it was", SevenRules::remembersTheWayBack),
            new Rule("1: the analyzer is asked for what was recorded", SevenRules::asksForWhatWasRecorded),
            new Rule("2: up only on a fresh verdict to promote exactly this", SevenRules::risesOnAFreshVerdict),
            new Rule("2: up only from a route that is as asked", SevenRules::risesFromARouteAsAsked),
            new Rule("2: no more traffic than verdicts entitle to", SevenRules::givesWhatWasEarned),
            new Rule("3: a verdict to roll back is followed at once", SevenRules::fallsAtOnce),
            new Rule("3: what goes back goes on doing so", SevenRules::keepsGoingBack),
            new Rule("3: a wish to roll back is followed at once", SevenRules::fallsByHandAtOnce),
            new Rule("3: within its window the way back is followed at once", SevenRules::returnsAtOnce),
            new Rule("3: after its window no way back is short", SevenRules::returnsWithinTheWindow),
            new Rule("3: a step down that is asked for is written at once", SevenRules::stepsDownAtOnce),
            new Rule("4: silence holds", SevenRules::holdsInSilence),
            new Rule("4: silence is named", SevenRules::namesTheSilence),
            new Rule("5: nothing is rolled back without a cause", SevenRules::rollsBackForACause),
            new Rule("5: what was condemned is never promoted", SevenRules::promotesNothingCondemned),
            new Rule("6: every change is told, with its reason", SevenRules::tellsOfEveryChange),
            new Rule("6: every decision explains itself", SevenRules::explainsItself),
            new Rule("6: what people decide bears their name", SevenRules::namesWhoDecided),
            new Rule("6: what people stop neither starts nor rises", SevenRules::heedsPeople),
            new Rule("6: what people stop meets no deadline", SevenRules::stopsTheClocks));

    private SevenRules() {}

    // 1: Kubernetes holds the truth

    private static boolean writesWhatWasRecorded(SmallWorld world, Plan plan) {
        Optional<Weight> recorded = world.release().map(Release::asked);
        return route(plan).isEmpty()
                || route(plan).get().equals(Weight.ZERO)
                || mayReturn(world)
                || recorded.filter(asked -> !route(plan).get().isAbove(asked)).isPresent();
    }

    private static boolean endsWithTheRoute(SmallWorld world, Plan plan) {
        boolean ends = world.release().isPresent() && after(plan).release().isEmpty();
        Optional<Weight> seen = world.observation().weight();
        boolean shown = world.release().filter(r -> r.ending().isPresent()).isPresent()
                ? seen.equals(Optional.of(Weight.ZERO))
                : seen.equals(Optional.of(Weight.ALL))
                        && after(plan)
                                .serving()
                                .equals(world.release().map(r -> r.run().to().name()));
        return !ends || shown;
    }

    private static boolean forgetsNothing(SmallWorld world, Plan plan) {
        Optional<Release> before = world.release();
        Optional<Release> after = after(plan).release();
        if (before.isEmpty() || after.isEmpty()) {
            return after(plan).serving().isPresent() || world.memory().serving().isEmpty();
        }
        int known = before.get().exposures().size();
        return before.get().run().equals(after.get().run())
                && after.get().exposures().size() >= known
                && after.get().exposures().subList(0, known).equals(before.get().exposures())
                && (before.get().ending().isEmpty()
                        || before.get().ending().equals(after.get().ending()));
    }

    private static boolean remembersTheWayBack(SmallWorld world, Plan plan) {
        Optional<Release> before = world.release();
        Optional<Release> after = after(plan).release();
        boolean promoted = before.isPresent() && before.get().ending().isEmpty() && after.isEmpty();
        Optional<WayBack> expected = promoted
                ? before.map(r -> new WayBack(r.run(), world.revision(r.run().from()), SmallWorld.NOW))
                : world.memory().wayBack().filter(back -> after.isEmpty());
        return after(plan).wayBack().equals(expected);
    }

    private static boolean asksForWhatWasRecorded(SmallWorld world, Plan plan) {
        return !(plan.analysis() instanceof AnalysisWanted.Wanted(AnalysisRequested request))
                || world.release()
                        .filter(r -> r.ending().isEmpty())
                        .filter(r -> r.request().id().equals(request.requestId()))
                        .filter(r -> r.exposures().equals(request.exposures()))
                        .isPresent();
    }

    // 2: up only on a fresh verdict

    private static boolean risesOnAFreshVerdict(SmallWorld world, Plan plan) {
        boolean rises = rises(world, plan) && !isFirst(world, plan) && !isWithinSettled(world, plan);
        return !(rises || asksForMore(world, plan))
                || isByHand(world)
                || mayReturn(world)
                || freshVerdict(world)
                        .filter(j -> j.verdict() == Verdict.PROMOTE && j.data() == DataState.EXACT)
                        .isPresent();
    }

    private static boolean risesFromARouteAsAsked(SmallWorld world, Plan plan) {
        return !rises(world, plan)
                || isFirst(world, plan)
                || mayReturn(world)
                || isWithinSettled(world, plan)
                || world.observation().weight().equals(world.release().map(Release::settled));
    }

    private static boolean givesWhatWasEarned(SmallWorld world, Plan plan) {
        return world.memory().serving().isEmpty()
                || world.onlooker().strayed()
                || world.canaryShare().percent() <= world.onlooker().earned();
    }

    // 3: rolling back waits for nothing

    private static boolean fallsAtOnce(SmallWorld world, Plan plan) {
        boolean condemned = world.release()
                .filter(r ->
                        heardOf(r, world).filter(v -> v == Verdict.ROLL_BACK).isPresent())
                .isPresent();
        return !condemned || isBackOrGoes(world, plan);
    }

    private static boolean fallsByHandAtOnce(SmallWorld world, Plan plan) {
        boolean asked = world.release().isPresent() && isAsked(world, Ask.ROLLBACK);
        return !asked || isBackOrGoes(world, plan);
    }

    private static boolean keepsGoingBack(SmallWorld world, Plan plan) {
        boolean goesBack = world.release().flatMap(Release::ending).isPresent();
        return !goesBack
                || (isBackOrGoes(world, plan)
                        && (route(plan).isEmpty() || plan.again().compareTo(Duration.ofSeconds(1)) <= 0));
    }

    private static boolean isBackOrGoes(SmallWorld world, Plan plan) {
        return route(plan).equals(Optional.of(Weight.ZERO))
                || (route(plan).isEmpty() && world.observation().weight().equals(Optional.of(Weight.ZERO)));
    }

    private static boolean stepsDownAtOnce(SmallWorld world, Plan plan) {
        Optional<Weight> seen = world.observation().weight();
        Weight first = Weight.of(50);
        boolean asked = isAsked(world, Ask.JUMP)
                && world.wanted().valid()
                && world.release()
                        .filter(r -> r.ending().isEmpty() && r.settled().isAbove(first))
                        .isPresent();
        boolean isAbove = seen.filter(w -> w.isAbove(first)).isPresent();
        boolean isOver = after(plan).release().isEmpty() || isByOthers(world);
        return !asked
                || !isAbove
                || isOver
                || route(plan).filter(w -> !w.isAbove(first)).isPresent();
    }

    /** Whether the route gives more than was reached; that is taken back first. */
    private static boolean isByOthers(SmallWorld world) {
        return world.observation()
                .weight()
                .filter(seen ->
                        seen.isAbove(world.release().map(Release::settled).orElse(Weight.ALL)))
                .isPresent();
    }

    private static boolean returnsAtOnce(SmallWorld world, Plan plan) {
        boolean allThere = world.observation().weight().equals(Optional.of(Weight.ALL));
        return !mayReturn(world)
                || (returns(world, plan) && (allThere || route(plan).equals(Optional.of(Weight.ALL))));
    }

    private static boolean returnsWithinTheWindow(SmallWorld world, Plan plan) {
        return mayReturn(world) || !returns(world, plan);
    }

    private static boolean returns(SmallWorld world, Plan plan) {
        return world.release().isEmpty()
                && after(plan).release().flatMap(Release::ending).isPresent();
    }

    /**
     * Whether the version that served before is wanted again within the window, is what it was, and has a pod. It is a
     * fall of the other one, and no rise that the rules ask a verdict for.
     */
    private static boolean mayReturn(SmallWorld world) {
        return world.memory()
                .wayBack()
                .filter(back -> world.release().isEmpty() && world.wanted().valid())
                .filter(back -> back.since().isAfter(SmallWorld.ago(2)))
                .filter(back -> isAsked(world, Ask.ROLLBACK)
                        || world.wanted().desired().equals(back.run().from().name()))
                .filter(back -> back.revision().equals(world.revision(back.run().from())))
                .filter(back -> back.run().from().name().equals("v1") || world.ready())
                .isPresent();
    }

    // 4: silence holds

    private static boolean holdsInSilence(SmallWorld world, Plan plan) {
        boolean rises = rises(world, plan) && !isFirst(world, plan) && !isWithinSettled(world, plan);
        return !isSilent(world) || isByHand(world) || mayReturn(world) || !(rises || asksForMore(world, plan));
    }

    private static boolean namesTheSilence(SmallWorld world, Plan plan) {
        Optional<Held> held = after(plan).release().flatMap(Release::held);
        boolean named = held.filter(h -> h.kind() == Held.Kind.SILENCE)
                .filter(h -> plan.status().face().orElseThrow().reason() == h.reason())
                .isPresent();
        return !named || held.orElseThrow().reason() == silence(world);
    }

    private static Reason silence(SmallWorld world) {
        if (!world.kafkaUp()) {
            return Reason.KAFKA_UNREACHABLE;
        }
        boolean spokenOf = world.heard()
                .filter(h -> h.at().equals(SmallWorld.NOW))
                .filter(h -> world.release()
                        .filter(r -> r.request().id().equals(h.judgement().requestId()))
                        .isPresent())
                .isPresent();
        return spokenOf ? Reason.NO_DATA : Reason.ANALYZER_SILENT;
    }

    // 5: evidence is honest

    private static boolean rollsBackForACause(SmallWorld world, Plan plan) {
        Optional<Ending> begun =
                world.release().filter(r -> r.ending().isEmpty()).isPresent()
                        ? after(plan).release().flatMap(Release::ending)
                        : Optional.empty();
        if (begun.isEmpty() || begun.get().outcome() == Outcome.ABORTED) {
            return begun.isEmpty() || isChanged(world);
        }
        return switch (begun.get().reason()) {
            case NO_DATA_DEADLINE, PROGRESS_DEADLINE ->
                world.release()
                        .flatMap(Release::held)
                        .filter(h -> !h.since().isAfter(SmallWorld.ago(2)))
                        .isPresent();
            case ROLLBACK_ASKED -> isAsked(world, Ask.ROLLBACK);
            default ->
                heardOf(world.release().orElseThrow(), world)
                        .filter(v -> v == Verdict.ROLL_BACK)
                        .isPresent();
        };
    }

    private static boolean isChanged(SmallWorld world) {
        Run run = world.release().orElseThrow().run();
        return !world.wanted().desired().equals(run.to().name())
                || (run.to().name().equals("v2") && !run.revision().equals("v2-" + world.build()));
    }

    private static boolean promotesNothingCondemned(SmallWorld world, Plan plan) {
        boolean condemned = world.onlooker().condemned().isPresent();
        boolean promoted = world.release().isPresent()
                && after(plan)
                        .serving()
                        .equals(world.release().map(r -> r.run().to().name()));
        boolean goesOn = promoted || (rises(world, plan) && !isFirst(world, plan));
        return !condemned
                || !goesOn
                || isDecidedUnawares(world)
                || world.canaryShare().equals(Weight.ALL);
    }

    /** By a person, in the moments in which a process that has just begun doesn't know of the verdict again. */
    private static boolean isDecidedUnawares(SmallWorld world) {
        return isByHand(world)
                && world.release()
                        .flatMap(r -> heardOf(r, world))
                        .filter(v -> v == Verdict.ROLL_BACK)
                        .isEmpty();
    }

    // 6: every decision explains itself

    private static boolean tellsOfEveryChange(SmallWorld world, Plan plan) {
        Face face = plan.status().face().orElseThrow();
        return milestones(world.memory()).equals(milestones(after(plan)))
                || plan.announcements().stream()
                        .anyMatch(a -> a.event().state().reason() == face.reason()
                                && !a.event().state().message().isBlank());
    }

    private record Milestones(long releases, boolean runs, boolean goesBack, int steps, boolean rising) {}

    private static Milestones milestones(Memory memory) {
        Optional<Release> r = memory.release();
        return new Milestones(
                memory.releases(),
                r.isPresent(),
                r.flatMap(Release::ending).isPresent(),
                r.map(x -> x.exposures().size()).orElse(0),
                r.filter(Release::isRising).isPresent());
    }

    private static boolean explainsItself(SmallWorld world, Plan plan) {
        Face face = plan.status().face().orElseThrow();
        return !face.message().isBlank() && face.conditions().size() == Condition.Type.values().length;
    }

    private static boolean heedsPeople(SmallWorld world, Plan plan) {
        boolean startsOrRises =
                rises(world, plan) || after(plan).releases() > world.memory().releases();
        return !isStopped(world) || mayReturn(world) || !startsOrRises;
    }

    private static boolean stopsTheClocks(SmallWorld world, Plan plan) {
        boolean late = after(plan)
                .release()
                .flatMap(Release::ending)
                .filter(e -> world.release().flatMap(Release::ending).isEmpty())
                .filter(e -> e.reason() == Reason.PROGRESS_DEADLINE || e.reason() == Reason.NO_DATA_DEADLINE)
                .isPresent();
        return !isStopped(world) || !late;
    }

    private static boolean isStopped(SmallWorld world) {
        SmallSpec wanted = world.wanted();
        return wanted.valid() && (wanted.paused() || wanted.inWindow() || isAsked(world, Ask.FREEZE));
    }

    private static boolean namesWhoDecided(SmallWorld world, Plan plan) {
        boolean decides = isByHand(world)
                && asksForMore(world, plan)
                && freshVerdict(world).isEmpty();
        return !decides
                || plan.announcements().stream()
                        .allMatch(a -> a.event().state().message().contains("team asked for it: because"));
    }

    // Words

    private static boolean isAsked(SmallWorld world, Ask ask) {
        return world.wanted().hand().equals(Optional.of(ask));
    }

    /** Whether somebody decides in place of the evidence. */
    private static boolean isByHand(SmallWorld world) {
        return isAsked(world, Ask.SKIP)
                || isAsked(world, Ask.JUMP)
                || isAsked(world, Ask.PROMOTE)
                || isAsked(world, Ask.WEIGHT);
    }

    private static Optional<Weight> route(Plan plan) {
        return plan.route().map(Routing::weight);
    }

    private static Memory after(Plan plan) {
        return plan.status().memory();
    }

    private static boolean rises(SmallWorld world, Plan plan) {
        Optional<Weight> seen = world.observation().weight();
        return route(plan)
                .filter(w -> w.isAbove(Weight.ZERO))
                .filter(w -> seen.isEmpty() || w.isAbove(seen.get()))
                .isPresent();
    }

    private static boolean asksForMore(SmallWorld world, Plan plan) {
        return after(plan)
                .release()
                .filter(r ->
                        r.asked().isAbove(world.release().map(Release::asked).orElse(Weight.ALL)))
                .isPresent();
    }

    private static boolean isFirst(SmallWorld world, Plan plan) {
        return world.release().filter(r -> r.exposures().isEmpty()).isPresent()
                && route(plan).equals(Optional.of(Weight.of(50)));
    }

    private static boolean isWithinSettled(SmallWorld world, Plan plan) {
        return world.release()
                .filter(r -> !route(plan).orElseThrow().isAbove(r.settled()))
                .isPresent();
    }

    /** What was heard of exactly what is asked, on this step's data, within the analyzer's patience. */
    private static Optional<Judgement> freshVerdict(SmallWorld world) {
        return world.release()
                .filter(r -> !r.exposures().isEmpty())
                .flatMap(r -> world.heard()
                        .filter(h -> h.at().equals(SmallWorld.NOW))
                        .map(Heard::judgement)
                        .filter(j -> j.requestId().equals(r.request().id()))
                        .filter(j ->
                                j.windowEnd().isAfter(r.exposures().getLast().from())));
    }

    private static Optional<Verdict> heardOf(Release release, SmallWorld world) {
        return world.heard()
                .map(Heard::judgement)
                .filter(j -> j.releaseId().equals(release.run().id()))
                .map(Judgement::verdict);
    }

    private static boolean isSilent(SmallWorld world) {
        return !world.kafkaUp()
                || freshVerdict(world).filter(j -> j.data() == DataState.EXACT).isEmpty();
    }

    static boolean isAtRest(SmallWorld world, Plan plan) {
        return world.release().isEmpty()
                && after(plan).equals(world.memory())
                && route(plan).isEmpty();
    }

    static boolean isAsked(SmallWorld world) {
        return world.topic() == Asked.CURRENT;
    }
}
