package io.huidu.e2e.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.e2e.demo.Scene.Opening;
import io.huidu.e2e.world.Router;
import io.huidu.e2e.world.ServiceA;
import io.huidu.e2e.world.ServiceA.Behaviour;
import io.huidu.e2e.world.World;
import io.huidu.e2e.world.load.LoadGenerator;
import io.huidu.e2e.world.load.LoadSettings;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.Envelope;
import io.huidu.events.Judgement;
import io.huidu.events.Topic;
import io.huidu.events.kafka.EventListener;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseSpec;
import io.huidu.shifter.api.CanaryReleaseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The real stage: the resource as Kubernetes has it, verdicts as anyone hears them on Kafka, users behind nginx. */
final class WorldStage implements Stage, AutoCloseable {

    /** What testers carry. */
    static final String TESTERS = "x-tester: true";

    static final int TESTERS_PER_SECOND = 40;

    private static final String RESOURCE = "/demo/servicea.yaml";
    private static final String V2_ANSWERS = "http_server_requests_seconds_count{pod=~\"servicea-v2-.*\",uri=\"/\"}";

    private final World world;
    private final CanaryRelease wanted;
    private final LoadGenerator testers;
    private final KafkaConnection kafka;
    private volatile Optional<Judgement> heard = Optional.empty();

    private WorldStage(World world, CanaryRelease wanted) {
        this.world = world;
        this.wanted = wanted;
        String[] header = TESTERS.split(": ", 2);
        this.testers = LoadGenerator.start(
                LoadSettings.of(world.nginx().uri(), World.HOST)
                        .withPerSecond(TESTERS_PER_SECOND)
                        .withHeader(header[0], header[1]),
                ServiceA.pictures());
        this.kafka = KafkaConnection.open(KafkaSettings.of(world.broker().bootstrapServers()), "demo");
    }

    /** Hands the shop's releases over to Huidu, and lets the testers in. */
    static WorldStage open(World world, Router router) {
        KubernetesClient client = world.kubernetes().client();
        try (InputStream yaml = Objects.requireNonNull(WorldStage.class.getResourceAsStream(RESOURCE))) {
            CanaryRelease wanted =
                    client.resources(CanaryRelease.class).load(yaml).item();
            Objects.requireNonNull(wanted.getSpec()).traffic = Routers.traffic(router);
            client.resource(wanted).create();
            WorldStage stage = new WorldStage(world, wanted);
            stage.kafka.tail(Topic.EVENTS, Instant.now(), stage.new Ear());
            stage.resource().waitUntilCondition(WorldStage::isTakenOver, 30, TimeUnit.SECONDS);
            return stage;
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private static boolean isTakenOver(@Nullable CanaryRelease release) {
        return Optional.ofNullable(release)
                .map(CanaryRelease::getStatus)
                .filter(status -> status.serving != null)
                .isPresent();
    }

    @Override
    public void desire(String version, List<Opening> opening) {
        Map<String, Object> spec = Map.of("desired", version, "steps", steps(opening));
        // As kubectl patch does: it can't conflict with the status that the shifter writes meanwhile.
        resource().patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("spec", spec)));
    }

    /** Those of the file come last. */
    private List<CanaryReleaseSpec.Step> steps(List<Opening> opening) {
        List<CanaryReleaseSpec.Step> steps = new ArrayList<>();
        opening.forEach(each -> steps.add(step(each)));
        steps.addAll(Objects.requireNonNull(wanted.getSpec().steps));
        return steps;
    }

    private static CanaryReleaseSpec.Step step(Opening opening) {
        return Serialization.unmarshal(
                switch (opening) {
                    case TESTERS -> "match: [{headers: {x-tester: {exact: 'true'}}}]\nminDuration: 10s";
                    case MIRROR -> "mirror: 100\nminDuration: 10s";
                },
                CanaryReleaseSpec.Step.class);
    }

    private Resource<CanaryRelease> resource() {
        return world.kubernetes()
                .client()
                .resources(CanaryRelease.class)
                .inNamespace(wanted.getMetadata().getNamespace())
                .withName(wanted.getMetadata().getName());
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
                Optional.ofNullable(resource().get().getStatus()).orElseGet(CanaryReleaseStatus::new);
        StatusView view = new StatusView(status);
        Optional<CanaryReleaseStatus.Past> ended = view.ended();
        return new Glimpse(
                Instant.now(),
                Optional.ofNullable(status.releases).orElse(0L),
                view.running(),
                view.asked().orElse(Portion.NOTHING),
                view.isSteady(),
                view.observed(),
                ended.map(past -> past.reason)
                        .or(() -> Optional.ofNullable(status.reason))
                        .orElse("nothing yet"),
                ended.map(past -> past.message)
                        .or(() -> Optional.ofNullable(status.message))
                        .orElse(""),
                ended.map(StatusView::ending),
                new Seen(world.users().counts(), testers.counts(), answeredByV2()),
                heard.filter(judgement -> view.running().equals(Optional.of(judgement.releaseId()))));
    }

    private long answeredByV2() {
        try {
            return (long) world.prometheus().query(V2_ANSWERS).orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Prometheus doesn't answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Prometheus was asked", e);
        }
    }

    @Override
    public void close() {
        testers.close();
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
