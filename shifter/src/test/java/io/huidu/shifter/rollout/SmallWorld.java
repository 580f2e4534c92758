package io.huidu.shifter.rollout;

import io.huidu.events.Judgement;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Observation.Kafka;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One state of the small model: all that is held anywhere, and what only an onlooker knows. Times are whole ticks before
 * {@link #NOW}; {@link Canonical} makes states equal that no decision can tell apart.
 *
 * @param memory as Kubernetes holds it
 * @param wanted the spec and the annotations
 * @param share what v2 receives
 * @param readable whether the route can be read and written
 * @param ready whether v2's pods are ready
 * @param build of v2
 * @param heard what the process heard last; lost when it dies
 * @param kafka as the process sees it
 * @param topic the request that the analyzer finds
 * @param sent the request that the process believes to have sent; lost when it dies
 * @param onlooker what nobody in the world knows
 */
record SmallWorld(
        Memory memory,
        SmallSpec wanted,
        int share,
        boolean readable,
        boolean ready,
        int build,
        Optional<Heard> heard,
        Kafka kafka,
        Asked topic,
        Asked sent,
        Onlooker onlooker) {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final int TICK = 60;
    static final ReleaseKey KEY = new ReleaseKey("shop", "a");
    static final Version V1 = new Version("v1", "a-v1", "a-v1", Map.of());
    static final Version V2 = new Version("v2", "a-v2", "a-v2", Map.of());

    /** Which request. */
    enum Asked {
        NONE,
        CURRENT,
        OTHER
    }

    /**
     * What only an onlooker knows.
     *
     * @param earned the most that verdicts entitle the running release to; 0 without one
     * @param strayed whether somebody else gave more than that
     * @param condemned when the analyzer told the process to roll the running release back
     */
    record Onlooker(int earned, boolean strayed, Optional<Instant> condemned) {
        static final Onlooker NONE = new Onlooker(0, false, Optional.empty());
    }

    /** v1 serves, and nothing was ever released. */
    static SmallWorld atRest(SmallSpec wanted) {
        return new SmallWorld(
                Memory.NONE.serving("v1"),
                wanted,
                0,
                true,
                true,
                1,
                Optional.empty(),
                new Kafka.Reachable(ago(1)),
                Asked.NONE,
                Asked.NONE,
                Onlooker.NONE);
    }

    static Instant ago(int ticks) {
        return NOW.minusSeconds((long) ticks * TICK);
    }

    /** From what tells worlds apart soonest: hashing all of a memory would cost more than to decide. */
    @Override
    public int hashCode() {
        int hash = 31 * wanted.hashCode() + share + (readable ? 1000 : 0) + (ready ? 2000 : 0) + 4000 * build;
        hash = 31 * hash + memory.release().map(SmallWorld::hash).orElse(0);
        hash = 31 * hash + memory.serving().hashCode() + (memory.latch().isPresent() ? 1 : 0);
        hash = 31 * hash + memory.wayBack().map(b -> b.since().hashCode()).orElse(0);
        hash = 31 * hash + heard.map(h -> hash(h)).orElse(0);
        hash = 31 * hash + kafka.hashCode();
        return 31 * hash
                + 3 * topic.hashCode()
                + sent.hashCode()
                + 11 * onlooker.earned()
                + onlooker.condemned().hashCode();
    }

    private static int hash(Release r) {
        int hash = r.asked().percent()
                + 1000 * r.exposures().size()
                + r.progressSince().hashCode();
        hash = 31 * hash
                + r.request().settings().hashCode()
                + r.run().revision().hashCode();
        hash = 31 * hash
                + (r.exposures().isEmpty() ? 0 : r.exposures().getLast().from().hashCode());
        hash = 31 * hash
                + r.held()
                        .map(h -> 31 * h.reason().hashCode() + h.since().hashCode())
                        .orElse(0);
        return 31 * hash + r.ending().map(e -> 1 + e.outcome().hashCode()).orElse(0);
    }

    private static int hash(Heard h) {
        Judgement j = h.judgement();
        int hash = 31 * j.verdict().hashCode()
                + j.data().hashCode()
                + 100 * j.requestId().hashCode();
        return 31 * (31 * hash + j.windowEnd().hashCode()) + h.at().hashCode();
    }

    // What decide is given

    Resource resource() {
        return new Resource(
                KEY,
                "01234567-89ab",
                1,
                Optional.empty(),
                wanted.checked(),
                wanted.wishes(memory),
                new Status(memory, Optional.empty(), List.of()));
    }

    Observation observation() {
        return resource().scope().map(this::observation).orElseGet(() -> Observation.ofNothing(kafka));
    }

    private Observation observation(Scope scope) {
        Route route = readable ? new Route.At(Routing.of(shareOf(scope))) : new Route.Unclear("can't be read");
        return new Observation(route, workload(scope.stable()), workload(scope.canary()), kafka);
    }

    private Workload workload(Version version) {
        boolean isV2 = version.equals(V2);
        return new Workload.Present(
                version.workload(),
                new Workload.Pods(1, isV2 && !ready ? 0 : 1, Optional.of(Instant.EPOCH), Optional.empty()),
                new Workload.Template(revision(version), List.of()),
                Workload.Notes.NONE);
    }

    String revision(Version version) {
        return version.name() + "-" + (version.equals(V2) ? build : 1);
    }

    Optional<Release> release() {
        return memory.release();
    }

    /** What the version on trial receives, or the one that doesn't serve. */
    Weight canaryShare() {
        return resource().scope().map(this::shareOf).orElse(Weight.ZERO);
    }

    Weight shareOf(Scope scope) {
        Weight share2 = Weight.of(share);
        return scope.canary().name().equals("v2") ? share2 : share2.rest();
    }

    boolean kafkaUp() {
        return kafka instanceof Kafka.Reachable;
    }

    // The same but for one thing

    SmallWorld with(Memory other) {
        return new SmallWorld(other, wanted, share, readable, ready, build, heard, kafka, topic, sent, onlooker);
    }

    SmallWorld with(SmallSpec other) {
        return new SmallWorld(memory, other, share, readable, ready, build, heard, kafka, topic, sent, onlooker);
    }

    SmallWorld withShare(int other) {
        return new SmallWorld(memory, wanted, other, readable, ready, build, heard, kafka, topic, sent, onlooker);
    }

    SmallWorld withRoute(boolean isReadable) {
        return new SmallWorld(memory, wanted, share, isReadable, ready, build, heard, kafka, topic, sent, onlooker);
    }

    SmallWorld withWorkload(boolean isReady, int newBuild) {
        return new SmallWorld(memory, wanted, share, readable, isReady, newBuild, heard, kafka, topic, sent, onlooker);
    }

    SmallWorld hearing(Optional<Heard> other) {
        return new SmallWorld(memory, wanted, share, readable, ready, build, other, kafka, topic, sent, onlooker);
    }

    SmallWorld with(Kafka other) {
        return new SmallWorld(memory, wanted, share, readable, ready, build, heard, other, topic, sent, onlooker);
    }

    SmallWorld with(Asked onTopic, Asked believed) {
        return new SmallWorld(memory, wanted, share, readable, ready, build, heard, kafka, onTopic, believed, onlooker);
    }

    SmallWorld with(Onlooker other) {
        return new SmallWorld(memory, wanted, share, readable, ready, build, heard, kafka, topic, sent, other);
    }

    /** The process dies, and another takes its place. */
    SmallWorld restarted() {
        return hearing(Optional.empty())
                .with(topic, Asked.NONE)
                .with(kafkaUp() ? new Kafka.Reachable(NOW) : new Kafka.Unreachable(NOW));
    }

    /** As a trace shows it. */
    String text() {
        String back = memory.wayBack()
                .map(b -> "; back to %s since %s".formatted(b.run().from().name(), b.since()))
                .orElse("");
        String release = release()
                .map(r -> "settled %s, asked %s, request %s%s%s"
                        .formatted(
                                r.settled(),
                                r.asked(),
                                r.request().id(),
                                r.held().map(h -> ", held by " + h.reason()).orElse(""),
                                r.ending()
                                        .map(e -> ", going back: " + e.outcome())
                                        .orElse("")))
                .orElse("no release" + back);
        return "%s; %s serves; v2 has %d %%; heard %s; %s; topic %s; %s"
                .formatted(
                        release,
                        memory.serving().orElse("?"),
                        share,
                        heard.map(SmallWorld::text).orElse("nothing"),
                        wanted,
                        topic,
                        onlooker);
    }

    private static String text(Heard heard) {
        Judgement j = heard.judgement();
        return "%s on %s until %s".formatted(j.verdict(), j.requestId(), j.windowEnd());
    }

    static List<Version> versions() {
        return List.of(V1, V2);
    }
}
