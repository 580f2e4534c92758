package io.huidu.e2e.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.huidu.e2e.world.ServiceA.Behaviour;
import io.huidu.e2e.world.World;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.Envelope;
import io.huidu.events.Judgement;
import io.huidu.events.Topic;
import io.huidu.events.Weight;
import io.huidu.events.kafka.EventListener;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/** The real stage: the resource as Kubernetes has it, verdicts as anyone hears them on Kafka, users behind nginx. */
final class WorldStage implements Stage, AutoCloseable {

    private static final String RESOURCE = "/demo/servicea.yaml";

    private final World world;
    private final Resource<CanaryRelease> release;
    private final KafkaConnection kafka;
    private volatile Optional<Judgement> heard = Optional.empty();

    WorldStage(World world) {
        this.world = world;
        this.release = create(world.kubernetes().client());
        this.kafka = KafkaConnection.open(KafkaSettings.of(world.broker().bootstrapServers()), "demo");
        kafka.tail(Topic.EVENTS, Instant.now(), new Ear());
    }

    private static Resource<CanaryRelease> create(KubernetesClient client) {
        try (InputStream yaml = Objects.requireNonNull(WorldStage.class.getResourceAsStream(RESOURCE))) {
            CanaryRelease wanted =
                    client.resources(CanaryRelease.class).load(yaml).item();
            client.resource(wanted).create();
            return client.resources(CanaryRelease.class)
                    .inNamespace(wanted.getMetadata().getNamespace())
                    .withName(wanted.getMetadata().getName());
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    @Override
    public void desire(String version) {
        // As kubectl patch does: it can't conflict with the status that the shifter writes meanwhile.
        release.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"desired\": \"%s\"}}".formatted(version));
    }

    @Override
    public void worsen(Fault fault) {
        Behaviour well = Behaviour.HEALTHY;
        world.service("v2")
                .behave(
                        switch (fault) {
                            case ERRORS -> well.withErrorRate(0.1);
                            case LATENCY -> well.withLatencyMillis(4 * well.latencyMillis());
                            case NONE -> well;
                        });
    }

    @Override
    public Glimpse look() {
        CanaryReleaseStatus status =
                Optional.ofNullable(release.get().getStatus()).orElseGet(CanaryReleaseStatus::new);
        Optional<String> running = Optional.ofNullable(status.release).map(r -> r.id);
        Optional<CanaryReleaseStatus.Past> ended = running.isPresent() ? Optional.empty() : last(status);
        Optional<CanaryReleaseStatus.Shares> weight = Optional.ofNullable(status.weight);
        return new Glimpse(
                Instant.now(),
                Optional.ofNullable(status.releases).orElse(0L),
                running,
                weight.map(w -> w.asked).map(Weight::of).orElse(Weight.ZERO),
                weight.map(w -> w.observed).map(Weight::of),
                ended.map(p -> p.reason)
                        .or(() -> Optional.ofNullable(status.reason))
                        .orElse("nothing yet"),
                ended.map(p -> p.message)
                        .or(() -> Optional.ofNullable(status.message))
                        .orElse(""),
                ended.map(WorldStage::ending),
                world.users().counts(),
                heard.filter(j -> running.equals(Optional.of(j.releaseId()))));
    }

    private static Optional<CanaryReleaseStatus.Past> last(CanaryReleaseStatus status) {
        return Optional.ofNullable(status.history)
                .flatMap(h -> h.stream().max(Comparator.comparing(WorldStage::ended)));
    }

    private static Instant ended(CanaryReleaseStatus.Past past) {
        return Instant.parse(Objects.requireNonNull(past.endedAt));
    }

    private static Glimpse.Ending ending(CanaryReleaseStatus.Past past) {
        return switch (Objects.requireNonNullElse(past.outcome, "")) {
            case "Succeeded" -> Glimpse.Ending.PROMOTED;
            case "RolledBack" -> Glimpse.Ending.ROLLED_BACK;
            case "Aborted" -> Glimpse.Ending.ABORTED;
            default ->
                throw new IllegalStateException(
                        "history: got outcome '%s', expected Succeeded, RolledBack or Aborted".formatted(past.outcome));
        };
    }

    @Override
    public void close() {
        kafka.close();
    }

    private final class Ear implements EventListener {

        @Override
        public void received(Envelope envelope, int partition) {
            if (envelope.event() instanceof AnalysisJudged judged) {
                heard = Optional.of(judged.judgement());
            }
        }
    }
}
