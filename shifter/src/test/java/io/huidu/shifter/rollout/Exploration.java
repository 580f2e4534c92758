package io.huidu.shifter.rollout;

import io.huidu.events.DataState;
import io.huidu.events.Verdict;
import io.huidu.shifter.rollout.Observation.Kafka;
import io.huidu.shifter.rollout.SevenRules.Rule;
import io.huidu.shifter.rollout.SmallMessages.About;
import io.huidu.shifter.rollout.SmallMoves.Cut;
import io.huidu.shifter.rollout.SmallMoves.Fault;
import io.huidu.shifter.rollout.SmallMoves.Move;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state of the small model that some faults can lead to, breadth first, so that the trace of a broken rule
 * is as short as can be.
 */
final class Exploration {

    /** {@link Rollout#decide}, or one that is broken on purpose. */
    @FunctionalInterface
    interface Decider {
        Plan decide(Resource resource, Optional<Heard> heard, Observation seen, Instant now);
    }

    /** How a state was come to. */
    private record Step(@Nullable SmallWorld before, String text, int faults) {}

    private static final int LONGEST_HEALING = 60;
    private static final int SAMPLE = 16;

    private final Decider decider;
    private final SmallMoves moves;
    private final int most;
    private final Map<SmallWorld, Step> reached = new HashMap<>();
    private final Map<Object, Object> same = new HashMap<>();
    private final Set<SmallWorld> ends = new HashSet<>();

    /** @param most how many faults there may be on the way to a state */
    Exploration(Decider decider, Set<Fault> faults, int most) {
        this.decider = decider;
        this.most = most;
        this.moves = new SmallMoves(faults);
    }

    /** Visits them all; fails with the shortest trace to a broken rule. */
    int run() {
        ArrayDeque<SmallWorld> open = new ArrayDeque<>();
        SmallSpec wanted = SmallSpec.V1_DESIRED;
        start(new Move("v1 is desired", SmallWorld.atRest(wanted)), open);
        start(new Move("v2 is desired", SmallWorld.atRest(wanted.desired("v2"))), open);
        while (!open.isEmpty()) {
            SmallWorld world = open.remove();
            Plan plan = decide(world);
            check(world, plan);
            moves.from(world, plan).forEach(move -> reach(world, move, open));
        }
        reached.keySet().forEach(this::endsOnceAllIsWell);
        return reached.size();
    }

    private void start(Move first, ArrayDeque<SmallWorld> open) {
        SmallWorld world = Canonical.of(first.after());
        reached.put(world, new Step(null, first.text(), 0));
        open.add(world);
    }

    /** A state that is come to again with fewer faults is visited again: more can follow. */
    private void reach(SmallWorld before, Move move, ArrayDeque<SmallWorld> open) {
        int faults = step(before).faults() + (move.isFault() ? 1 : 0);
        Step known = reached.get(move.after());
        if (faults <= most && (known == null || known.faults() > faults)) {
            SmallWorld lean = move.after().with(shared(move.after().memory()));
            reached.put(lean, new Step(before, move.text(), faults));
            open.add(lean);
        }
    }

    private Step step(SmallWorld world) {
        return Objects.requireNonNull(reached.get(world));
    }

    /** One object for equal ones: there are far fewer memories than worlds. */
    private Memory shared(Memory memory) {
        return (Memory) same.computeIfAbsent(memory, m -> m);
    }

    private Plan decide(SmallWorld world) {
        return decider.decide(world.resource(), world.heard(), world.observation(), SmallWorld.NOW);
    }

    private void check(SmallWorld world, Plan plan) {
        for (Rule rule : SevenRules.ALL) {
            if (!rule.isKept(world, plan)) {
                throw new BrokenRuleException(rule.name(), trace(world) + "\n  and then " + text(plan));
            }
        }
        if (reached.size() % SAMPLE == 0 && !decide(world).equals(plan)) {
            throw new BrokenRuleException("7: the same gives the same", trace(world));
        }
    }

    private static String text(Plan plan) {
        return "route %s, %s".formatted(plan.route(), plan.status().face().map(f -> f.reason() + ": " + f.message()));
    }

    private String trace(SmallWorld world) {
        List<String> lines = new ArrayList<>();
        @Nullable SmallWorld at = world;
        while (at != null) {
            lines.add("  %s%n      %s".formatted(step(at).text(), at.text()));
            at = step(at).before();
        }
        Collections.reverse(lines);
        return String.join("\n", lines);
    }

    // What becomes of it when nothing goes wrong any more

    private void endsOnceAllIsWell(SmallWorld world) {
        List<SmallWorld> way = new ArrayList<>();
        SmallWorld at = healed(world);
        while (!ends.contains(at)) {
            Plan plan = decide(at);
            if (SevenRules.isAtRest(at, plan)) {
                break;
            }
            if (way.size() > LONGEST_HEALING) {
                throw new BrokenRuleException(
                        "1: every release ends once all is well", trace(world) + "\n  stays " + at.text());
            }
            way.add(at);
            SmallWorld next = Canonical.of(SmallMoves.reconciled(at, plan, Cut.NONE));
            at = next.equals(at) ? judged(Canonical.aged(at)) : next;
        }
        ends.addAll(way);
    }

    private static SmallWorld healed(SmallWorld world) {
        SmallSpec fine =
                world.wanted().paused(false).inWindow(false).valid(true).hand(Optional.empty());
        SmallWorld healed = world.with(fine).withRoute(true).withWorkload(true, world.build());
        SmallWorld connected = healed.kafkaUp() ? healed : healed.with(new Kafka.Reachable(SmallWorld.NOW));
        boolean learned = world.memory().serving().isPresent();
        return Canonical.of(learned ? connected : connected.withShare(0));
    }

    /** An analyzer that finds the request says to promote, unless it has said otherwise before. */
    private static SmallWorld judged(SmallWorld world) {
        return SevenRules.isAsked(world)
                ? world.release()
                        .map(r -> Canonical.of(world.hearing(Optional.of(Given.hearing(
                                SmallMessages.judgement(
                                        new About(r.run().id(), r.request().id()),
                                        world.onlooker().condemned().isPresent() ? Verdict.ROLL_BACK : Verdict.PROMOTE,
                                        DataState.EXACT,
                                        SmallWorld.NOW),
                                SmallWorld.NOW)))))
                        .orElse(world)
                : world;
    }

    /** A rule is broken; the message is the way there. */
    static final class BrokenRuleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenRuleException(String rule, String trace) {
            super("rule " + rule + "\n" + trace);
        }
    }
}
