package io.huidu.shifter.rollout;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Observation.Kafka;
import io.huidu.shifter.rollout.SmallWorld.Asked;
import io.huidu.shifter.rollout.SmallWorld.Onlooker;
import io.huidu.shifter.rollout.Wish.Ask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What can happen next in the small model. */
final class SmallMoves {

    /** What the surroundings may do, besides messages and time. */
    enum Fault {
        DEATH,
        KAFKA_AWAY,
        FOREIGN_ROUTE,
        ROUTE_UNREADABLE,
        DESIRED_FLIPPED,
        PAUSED,
        FREEZE_WINDOW,
        SPEC_BROKEN,
        ANALYSIS_CHANGED,
        PODS_UNREADY,
        OTHER_BUILD,
        RETRIED,
        BY_HAND,
        DELETED
    }

    private static final List<Ask> HANDS =
            List.of(Ask.SKIP, Ask.JUMP, Ask.PROMOTE, Ask.ROLLBACK, Ask.WEIGHT, Ask.FREEZE);

    /** How far a reconciliation gets. */
    enum Cut {
        NONE,
        DIES_BEFORE_ROUTE,
        ROUTE_REFUSED,
        DIES_AFTER_ROUTE,
        STATUS_REFUSED,
        DIES_AFTER_STATUS
    }

    /** Something that happens, and what the world is then. */
    record Move(String text, SmallWorld after, boolean isFault) {
        Move(String text, SmallWorld after) {
            this(text, after, false);
        }
    }

    /** In an order of its own, so that every exploration takes the same way. */
    private final Set<Fault> faults;

    SmallMoves(Set<Fault> faults) {
        this.faults = new TreeSet<>(faults);
    }

    List<Move> from(SmallWorld world, Plan plan) {
        List<Move> moves = new ArrayList<>();
        Set<Cut> cuts = faults.contains(Fault.DEATH) ? EnumSet.allOf(Cut.class) : EnumSet.of(Cut.NONE);
        cuts.forEach(
                cut -> moves.add(new Move("reconcile, cut: " + cut, reconciled(world, plan, cut), cut != Cut.NONE)));
        moves.add(new Move("a minute passes", Canonical.aged(world)));
        SmallMessages.arrivals(world).forEach(a -> moves.add(new Move(a.text(), a.after())));
        faults.forEach(fault -> fault(fault, world).forEach(m -> moves.add(new Move(m.text(), m.after(), true))));
        return moves.stream()
                .map(m -> new Move(m.text(), Canonical.of(m.after()), m.isFault()))
                .toList();
    }

    private static List<Move> fault(Fault fault, SmallWorld world) {
        SmallSpec wanted = world.wanted();
        return switch (fault) {
            case DEATH -> List.of(new Move("dies", world.restarted()));
            case KAFKA_AWAY -> List.of(new Move("Kafka comes or goes", kafka(world)));
            case FOREIGN_ROUTE ->
                List.of(foreign(world, 0), foreign(world, 30), foreign(world, 70), foreign(world, 100));
            case ROUTE_UNREADABLE -> List.of(new Move("the route comes or goes", world.withRoute(!world.readable())));
            case DESIRED_FLIPPED -> {
                String other = wanted.desired().equals("v1") ? "v2" : "v1";
                yield List.of(new Move("desired is " + other, world.with(wanted.desired(other))));
            }
            case PAUSED -> List.of(new Move("pause flipped", world.with(wanted.paused(!wanted.paused()))));
            case FREEZE_WINDOW ->
                List.of(new Move("a freeze window begins or ends", world.with(wanted.inWindow(!wanted.inWindow()))));
            case SPEC_BROKEN -> List.of(new Move("validity flipped", world.with(wanted.valid(!wanted.valid()))));
            case ANALYSIS_CHANGED ->
                List.of(new Move("analysis changed", world.with(wanted.minRequests(300 - wanted.minRequests()))));
            case PODS_UNREADY ->
                List.of(new Move("readiness flipped", world.withWorkload(!world.ready(), world.build())));
            case OTHER_BUILD -> List.of(new Move("other build", world.withWorkload(world.ready(), 3 - world.build())));
            case RETRIED -> List.of(new Move("another retry", world.with(wanted.retry(1 - wanted.retry()))));
            case BY_HAND ->
                wanted.hand().isPresent()
                        ? List.of(new Move("nobody asks any more", world.with(wanted.hand(Optional.empty()))))
                        : HANDS.stream()
                                .filter(ask -> world.release().isPresent() || isForAny(ask) || isBack(world, ask))
                                .map(ask -> byHand(world, ask))
                                .toList();
            case DELETED -> List.of(deleted(world.withShare(0)), deleted(world));
        };
    }

    /** Whether it is about whatever release there is, and not about one that it names. */
    private static boolean isForAny(Ask ask) {
        return ask == Ask.WEIGHT || ask == Ask.FREEZE;
    }

    /** Whether it is about the release that was promoted a moment ago. */
    private static boolean isBack(SmallWorld world, Ask ask) {
        return ask == Ask.ROLLBACK && world.memory().wayBack().isPresent();
    }

    /** What people decide entitles the running release to more, and nothing else does so without a verdict. */
    private static Move byHand(SmallWorld world, Ask ask) {
        Onlooker o = world.onlooker();
        int entitled = switch (ask) {
            case PROMOTE, SKIP, JUMP -> 100;
            case WEIGHT -> SmallSpec.SET;
            case RESUME, APPROVE, ROLLBACK, FREEZE -> 0;
        };
        int earned = world.release().isPresent() ? Math.max(o.earned(), entitled) : 0;
        return new Move(
                "team asks for " + ask,
                world.with(world.wanted().hand(Optional.of(ask)))
                        .with(new Onlooker(earned, o.strayed(), o.condemned())));
    }

    static SmallWorld kafka(SmallWorld world) {
        return world.with(
                world.kafkaUp() ? new Kafka.Unreachable(SmallWorld.NOW) : new Kafka.Reachable(SmallWorld.NOW));
    }

    private static Move foreign(SmallWorld world, int share) {
        return new Move("somebody gives v2 %d %%".formatted(share), strayed(world.withShare(share)));
    }

    /** Deleted, with the route put back or, when that couldn't be done, left; then made anew. */
    private static Move deleted(SmallWorld world) {
        SmallWorld anew = world.with(Memory.NONE)
                .with(forAny(world.wanted()))
                .hearing(Optional.empty())
                .with(other(world.topic()), other(world.sent()));
        return new Move("deleted and made anew", strayed(anew.with(Onlooker.NONE)));
    }

    /** Without what is about a release that there isn't any more. */
    private static SmallSpec forAny(SmallSpec wanted) {
        return wanted.hand(wanted.hand().filter(SmallMoves::isForAny));
    }

    private static Asked other(Asked asked) {
        return asked == Asked.CURRENT ? Asked.OTHER : asked;
    }

    private static SmallWorld strayed(SmallWorld world) {
        Onlooker o = world.onlooker();
        return world.with(new Onlooker(o.earned(), world.canaryShare().percent() > o.earned(), o.condemned()));
    }

    // The shifter

    static SmallWorld reconciled(SmallWorld world, Plan plan, Cut cut) {
        if (cut == Cut.DIES_BEFORE_ROUTE) {
            return world.restarted();
        }
        SmallWorld routed = cut == Cut.ROUTE_REFUSED ? world : routed(world, plan);
        return switch (cut) {
            case DIES_BEFORE_ROUTE, DIES_AFTER_ROUTE -> routed.restarted();
            case STATUS_REFUSED -> routed;
            case DIES_AFTER_STATUS -> recorded(routed, plan.status().memory()).restarted();
            case NONE, ROUTE_REFUSED -> asked(recorded(routed, plan.status().memory()), plan.analysis());
        };
    }

    private static SmallWorld routed(SmallWorld world, Plan plan) {
        if (plan.route().isEmpty() || !world.readable()) {
            return world;
        }
        Weight canary = plan.route().get().weight();
        boolean isV2 = world.resource().scope().orElseThrow().canary().name().equals("v2");
        Onlooker o = world.onlooker();
        int earned = world.release().isPresent() ? o.earned() : canary.percent();
        return world.withShare((isV2 ? canary : canary.rest()).percent())
                .with(new Onlooker(earned, false, o.condemned()));
    }

    private static SmallWorld recorded(SmallWorld world, Memory memory) {
        Optional<Release> before = world.release();
        Optional<Release> after = memory.release();
        boolean sameRequest = before.map(r -> r.request().id())
                .equals(after.map(r -> r.request().id()));
        SmallWorld recorded = world.with(memory);
        if (!sameRequest) {
            recorded = recorded.with(other(world.topic()), other(world.sent()));
        }
        if (before.isPresent() && !sameRequest) {
            boolean over = after.isEmpty()
                    || world.wanted()
                            .hand()
                            .filter(ask -> ask == Ask.SKIP || ask == Ask.JUMP)
                            .isPresent();
            recorded = over ? recorded.with(forAny(world.wanted())) : recorded;
        }
        boolean begins = before.isEmpty() && after.isPresent();
        boolean ends = before.isPresent() && after.isEmpty();
        if (begins && after.get().ending().isEmpty()) {
            recorded = recorded.with(forAny(recorded.wanted()));
        }
        if (begins || ends) {
            int earned = after.map(r -> Math.max(r.asked().percent(), byHand(world.wanted())))
                    .orElse(0);
            Optional<Instant> none = Optional.empty();
            return strayed(recorded.with(new Onlooker(earned, false, none)));
        }
        return recorded;
    }

    /** A weight that is asked for holds for the next release, too. */
    private static int byHand(SmallSpec wanted) {
        return wanted.hand().filter(ask -> ask == Ask.WEIGHT).isPresent() ? SmallSpec.SET : 0;
    }

    private static SmallWorld asked(SmallWorld world, AnalysisWanted wanted) {
        if (!world.kafkaUp()) {
            return world;
        }
        return switch (wanted) {
            case AnalysisWanted.Wanted(AnalysisRequested request) -> {
                Asked asked = world.release()
                                .filter(r -> r.request().id().equals(request.requestId()))
                                .isPresent()
                        ? Asked.CURRENT
                        : Asked.OTHER;
                yield world.sent() == asked ? world : world.with(asked, asked);
            }
            case AnalysisWanted.None none -> world.with(Asked.NONE, Asked.NONE);
            case AnalysisWanted.AsBefore asBefore -> world;
        };
    }
}
