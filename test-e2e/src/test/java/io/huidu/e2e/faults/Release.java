package io.huidu.e2e.faults;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.huidu.e2e.world.Manifests;
import io.huidu.e2e.world.World;
import io.huidu.events.Judgement;
import io.huidu.events.Weight;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The CanaryRelease of these tests, handled as a person handles it: by what it asks for and what it says. */
final class Release {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final World world;
    private final Journal journal;

    private Release(World world, Journal journal) {
        this.world = world;
        this.journal = journal;
    }

    /** Creates it in the cluster, asking for the version that serves already; or takes the one that is there. */
    static Release create(World world, Journal journal) {
        Release release = new Release(world, journal);
        if (release.resource().get() == null) {
            Manifests.applyResource(world.kubernetes(), "/faults/release.yaml");
        }
        await().atMost(PATIENCE).until(() -> release.serving().isPresent());
        return release;
    }

    /** Asks for the version that doesn't serve, and waits until its first step is analysed. */
    String begin() {
        String from = serving().orElseThrow();
        String to = from.equals("v1") ? "v2" : "v1";
        desire(to);
        awaitAnalysed(to, 20);
        return to;
    }

    void desire(String version) {
        journal.add(new Sighting.Desired(Instant.now(), version, serving().orElseThrow()));
        resource().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"desired\": \"%s\"}}".formatted(version));
    }

    /** Asks to roll the running release back. */
    void rollBack(String whoAndWhy) {
        resource()
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"annotations\": {\"huidu.io/rollback\": \"%s %s\"}}}"
                                .formatted(id().orElseThrow(), whoAndWhy));
    }

    /** Gives up a version that was rolled back, so that it may be tried again. */
    void settleFor(String serving) {
        desire(serving);
        await().atMost(PATIENCE)
                .until(() -> status().filter(status -> status.failed == null).isPresent());
    }

    /** Waits until the route gives the weight to the version, and the analyzer has spoken of exactly that step. */
    void awaitAnalysed(String version, int weight) {
        await().atMost(PATIENCE)
                .until(() -> routed(version).equals(Weight.of(weight))
                        && requestId()
                                .map(this::judgements)
                                .filter(j -> !j.isEmpty())
                                .isPresent());
    }

    /** Waits until no release runs, and says how the last one ended. */
    CanaryReleaseStatus.Past awaitEnd(long releasesBefore) {
        await().atMost(PATIENCE)
                .until(() -> releases() > releasesBefore
                        && status().flatMap(s -> Optional.ofNullable(s.release)).isEmpty());
        return requireNonNull(status().orElseThrow().history).getFirst();
    }

    /** What the route gives to the version. */
    Weight routed(String version) {
        return new Sighting.Routed(Instant.MIN, journal.routedToV2()).to(version);
    }

    /** What the analyzer has said of a request so far. */
    List<Judgement> judgements(String requestId) {
        return journal.judgements().filter(j -> j.requestId().equals(requestId)).toList();
    }

    /** Of the running release. */
    Optional<String> id() {
        return running().map(release -> release.id);
    }

    Optional<String> requestId() {
        return running().map(release -> release.requestId);
    }

    Optional<String> serving() {
        return status().map(status -> status.serving);
    }

    Optional<String> reason() {
        return status().map(status -> status.reason);
    }

    /** Whether the route is as asked, and if not, why. */
    Optional<Condition> trafficApplied() {
        return status().flatMap(status -> Optional.ofNullable(status.conditions))
                .flatMap(conditions -> conditions.stream()
                        .filter(condition -> condition.getType().equals("TrafficApplied"))
                        .findFirst());
    }

    /** What the status asks of the route, for the version on trial. */
    Optional<Integer> asked() {
        return running().map(release -> release.asked);
    }

    long releases() {
        return status().map(status -> status.releases).orElse(0L);
    }

    private Optional<CanaryReleaseStatus.Release> running() {
        return status().map(status -> status.release);
    }

    private Optional<CanaryReleaseStatus> status() {
        return Optional.ofNullable(resource().get()).map(CanaryRelease::getStatus);
    }

    private Resource<CanaryRelease> resource() {
        return world.kubernetes()
                .client()
                .resources(CanaryRelease.class)
                .inNamespace(World.NAMESPACE)
                .withName("servicea");
    }
}
