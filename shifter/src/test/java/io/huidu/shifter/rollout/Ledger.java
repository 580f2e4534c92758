package io.huidu.shifter.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Observation.Kafka;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers what was decided, which no process does, and checks what must hold of every decision. It knows nothing of
 * how decisions come about.
 */
final class Ledger {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Set<String> condemned = new HashSet<>();
    private final Set<String> jumpedUnawares = new HashSet<>();
    private final Map<String, List<Routing>> reached = new HashMap<>();
    private final Map<String, Optional<Weight>> nextWeightOf = new HashMap<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private Optional<Left> left = Optional.empty();
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final Set<String> arrived = new LinkedHashSet<>();
    private int rises;
    private int returns;
    private int jumps;

    /** What stopped to serve when a release was promoted. */
    private record Left(Run run, String revision, Instant at) {}

    int returns() {
        return returns;
    }

    int jumps() {
        return jumps;
    }

    int rises() {
        return rises;
    }

    Map<Outcome, Integer> outcomes() {
        return outcomes;
    }

    void decided(Resource resource, Optional<Heard> heard, Observation seen, Plan plan, Instant now) {
        heard.map(Heard::judgement)
                .filter(j -> j.verdict() == Verdict.ROLL_BACK)
                .ifPresent(j -> condemned.add(j.releaseId()));
        resource.status().memory().release().ifPresent(r -> observed(resource, r, seen));
        if (plan.analysis() instanceof AnalysisWanted.Wanted(AnalysisRequested request)) {
            requestIsThePersistedOne(resource, request);
        }
        plan.route().ifPresent(r -> aRouteIsWrittenForAReason(resource, heard, seen, r, now));
        aCondemnedReleaseIsTakenBackAtOnce(resource, heard, seen, plan);
        endsAgreeWithTheRoute(resource, seen, plan, now);
    }

    private void observed(Resource resource, Release release, Observation seen) {
        seen.routing()
                .filter(r -> r.isWithin(resource.routing(release.run(), release.target()))
                        || r.isWithin(resource.routing(release.run(), release.reached())))
                .ifPresent(r -> reached.computeIfAbsent(release.run().id(), id -> new ArrayList<>())
                        .add(r));
    }

    private void requestIsThePersistedOne(Resource resource, AnalysisRequested request) {
        Release release = resource.status().memory().release().orElseThrow();
        assertThat(request.requestId()).isEqualTo(release.request().id());
        assertThat(request.exposures()).isEqualTo(release.exposures());
        Optional<Weight> before = nextWeightOf.put(request.requestId(), request.nextWeight());
        assertThat(before == null || before.equals(request.nextWeight()))
                .as("one request, one next weight: " + request.requestId())
                .isTrue();
    }

    private void aRouteIsWrittenForAReason(
            Resource resource, Optional<Heard> heard, Observation seen, Routing written, Instant now) {
        boolean fall = seen.routing().filter(written::isWithin).isPresent() || written.equals(Routing.NOTHING);
        if (!fall && resource.status().memory().release().isEmpty()) {
            returns++;
            aReturnIsAllowed(resource, seen, written, now);
        } else if (!fall) {
            rises++;
            aRiseIsAllowed(resource, heard, seen, written, now);
        }
    }

    private void aReturnIsAllowed(Resource resource, Observation seen, Routing written, Instant now) {
        Left back = left.orElseThrow();
        ReleaseSpec spec = ((Checked.Valid) resource.checked()).spec();
        boolean asked = resource.wishes().of(Wish.Ask.ROLLBACK, back.run().id()).isPresent();
        assertThat(written).isEqualTo(Routing.EVERYTHING);
        assertThat(asked || spec.desired().equals(back.run().from().name()))
                .as("somebody wants it")
                .isTrue();
        assertThat(now)
                .as("within the window")
                .isBefore(back.at().plus(spec.safety().rollbackWindow()));
        assertThat(seen.canary())
                .as("what served before, with a pod")
                .isInstanceOfSatisfying(Workload.Present.class, p -> {
                    assertThat(p.name()).isEqualTo(back.run().from().workload());
                    assertThat(p.revision()).isEqualTo(back.revision());
                    assertThat(p.pods().ready()).isPositive();
                });
    }

    private void aRiseIsAllowed(
            Resource resource, Optional<Heard> heard, Observation seen, Routing written, Instant now) {
        Release release = resource.status().memory().release().orElseThrow();
        ReleaseSpec spec = ((Checked.Valid) resource.checked()).spec();
        boolean jumped = isJump(resource, spec, written);
        boolean unawares = jumped && !isCondemnation(release, heard);
        assertThat(!condemned.contains(release.run().id()) || unawares)
                .as(
                        "no rise after a rollback verdict, unless a person decides it before a new process has heard of it again")
                .isTrue();
        assertThat(release.ending()).as("no rise while going back").isEmpty();
        assertThat(spec.hold()).as("no rise while paused").isEqualTo(ReleaseSpec.Hold.NONE);
        assertThat(SimulatedWorld.isInWindow(spec, now))
                .as("no rise in a freeze window")
                .isFalse();
        assertThat(seen.canary())
                .as("no rise without ready pods")
                .isInstanceOfSatisfying(
                        Workload.Present.class,
                        p -> assertThat(p.pods().ready()).isEqualTo(p.pods().wanted()));
        Routing before = resource.routing(release.run(), release.reached());
        assertThat(written.isWithin(resource.routing(release.run(), release.target())) || written.isWithin(before))
                .as("only what was recorded: %s", written)
                .isTrue();
        if (jumped) {
            jumps++;
            condemned.stream().filter(release.run().id()::equals).forEach(jumpedUnawares::add);
            return;
        }
        boolean first = release.exposures().isEmpty();
        boolean reachedBefore =
                reached.getOrDefault(release.run().id(), List.of()).stream().anyMatch(written::isWithin);
        if (!first && !reachedBefore) {
            aStepIsAllowed(release, heard.orElseThrow(), seen, written, now);
            assertThat(seen.routing())
                    .as("the step before was observed as asked")
                    .isEqualTo(Optional.of(before));
        } else if (!first) {
            assertThat(heard.orElseThrow().judgement().requestId())
                    .isEqualTo(release.request().id());
        }
    }

    private static boolean isJump(Resource resource, ReleaseSpec spec, Routing written) {
        Release release = resource.status().memory().release().orElseThrow();
        return resource.wishes()
                .of(Wish.Ask.JUMP)
                .flatMap(wish -> wish.numberOf(release.request().id()))
                .flatMap(spec::numbered)
                .filter(stage -> stage.routing().equals(written))
                .isPresent();
    }

    private static boolean isCondemnation(Release release, Optional<Heard> heard) {
        return heard.map(Heard::judgement)
                .filter(j -> j.verdict() == Verdict.ROLL_BACK)
                .filter(j -> j.releaseId().equals(release.run().id()))
                .isPresent();
    }

    private void aStepIsAllowed(Release release, Heard heard, Observation seen, Routing written, Instant now) {
        Judgement judgement = heard.judgement();
        assertThat(judgement.requestId()).isEqualTo(release.request().id());
        assertThat(judgement.verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(judgement.data()).isEqualTo(DataState.EXACT);
        assertThat(judgement.windowEnd()).isAfter(release.exposures().getLast().from());
        if (written.weight().isAbove(release.settled())) {
            assertThat(nextWeightOf.get(judgement.requestId())).isEqualTo(Optional.of(written.weight()));
        }
        assertThat(Duration.between(heard.at(), now)).isLessThan(PATIENCE);
        assertThat(seen.kafka()).isInstanceOf(Kafka.Reachable.class);
    }

    private void aCondemnedReleaseIsTakenBackAtOnce(
            Resource resource, Optional<Heard> heard, Observation seen, Plan plan) {
        boolean verdictInHand = resource.status()
                .memory()
                .release()
                .filter(r -> heard.filter(h -> h.judgement().verdict() == Verdict.ROLL_BACK
                                && h.judgement().releaseId().equals(r.run().id()))
                        .isPresent())
                .isPresent();
        boolean isBack = seen.routing().equals(Optional.of(Routing.NOTHING));
        if (verdictInHand && !isBack) {
            assertThat(plan.route()).as("at once, whatever else is the case").contains(Routing.NOTHING);
        }
    }

    private void endsAgreeWithTheRoute(Resource resource, Observation seen, Plan plan, Instant now) {
        Memory before = resource.status().memory();
        Memory after = plan.status().memory();
        if (before.release().isPresent() && after.release().isEmpty()) {
            Past past = after.history().getFirst();
            Routing end = past.outcome() == Outcome.SUCCEEDED ? Routing.EVERYTHING : Routing.NOTHING;
            String serving = past.outcome() == Outcome.SUCCEEDED ? past.to() : past.from();
            assertThat(seen.routing()).contains(end);
            assertThat(after.serving()).contains(serving);
            assertThat(plan.route()).isEmpty();
            if (past.outcome() == Outcome.SUCCEEDED) {
                assertThat(!condemned.contains(past.id()) || jumpedUnawares.contains(past.id()))
                        .isTrue();
                Optional<String> revision =
                        seen.stable() instanceof Workload.Present p ? Optional.of(p.revision()) : Optional.empty();
                left = revision.map(r -> new Left(before.release().orElseThrow().run(), r, now));
            }
        }
    }

    void announced(Announcement announcement) {
        EventType type = announcement.event().type();
        String fact = type + " " + announcement.event().state().step() + " "
                + announcement.event().state().reason();
        String before = facts.putIfAbsent(announcement.id(), fact);
        assertThat(before == null || before.equals(fact))
                .as("%s is %s and %s", announcement.id(), before, fact)
                .isTrue();
        String release = announcement.event().state().releaseId();
        if (announcement.cause().startsWith(release + "/") && !isJudgement(announcement.cause())) {
            assertThat(facts.keySet()).as(announcement.id() + " comes from").contains(announcement.cause());
        }
        if (before == null) {
            outcome(type).ifPresent(o -> outcomes.merge(o, 1, Integer::sum));
        }
    }

    void arrived(Announcement announcement) {
        arrived.add(announcement.id());
    }

    /** A reader that leaves out the ids it knows has read every recorded change, in the order of the records. */
    void everythingArrivedInOrder() {
        assertThat(arrived).containsExactlyElementsOf(facts.keySet());
    }

    private static boolean isJudgement(String id) {
        return id.contains("/progressed/");
    }

    private static Optional<Outcome> outcome(EventType type) {
        return switch (type) {
            case RELEASE_PROMOTED -> Optional.of(Outcome.SUCCEEDED);
            case RELEASE_ROLLED_BACK -> Optional.of(Outcome.ROLLED_BACK);
            case RELEASE_ABORTED -> Optional.of(Outcome.ABORTED);
            default -> Optional.empty();
        };
    }
}
