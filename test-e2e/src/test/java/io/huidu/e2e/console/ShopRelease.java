package io.huidu.e2e.console;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.dsl.Resource;
import io.huidu.e2e.world.World;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseState;
import io.huidu.events.Topic;
import io.huidu.events.kafka.EventSubscriber;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseSpec;
import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.rollout.Wish.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The shop's release, past the page: what Kubernetes and Kafka say of it, and what others do to it. */
record ShopRelease(World world) {

    static final String NAME = "servicea";

    private static final Duration SOON = Duration.ofMinutes(1);

    CanaryRelease now() {
        return resource().get();
    }

    CanaryReleaseStatus status() {
        return Objects.requireNonNull(now().getStatus());
    }

    /** The last release that has ended. */
    CanaryReleaseStatus.Past last() {
        return Objects.requireNonNull(status().history).getFirst();
    }

    String annotation(String name) {
        return Objects.requireNonNull(now().getMetadata().getAnnotations()).getOrDefault(name, "");
    }

    String imageOf(String deployment) {
        return world.kubernetes()
                .client()
                .apps()
                .deployments()
                .inNamespace(World.NAMESPACE)
                .withName(deployment)
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    void edit(Consumer<CanaryReleaseSpec> change) {
        resource().edit(release -> {
            change.accept(release.getSpec());
            return release;
        });
    }

    /** As {@code kubectl annotate} does. */
    void ask(Ask ask, String value) {
        resource().edit(release -> {
            release.getMetadata().getAnnotations().put(CanaryRelease.annotation(ask), value);
            return release;
        });
    }

    /** The event of a type about a run, once Kafka has it. */
    ReleaseState told(EventType type, String run) {
        Map<String, ReleaseState> told = new ConcurrentHashMap<>();
        try (KafkaConnection kafka =
                KafkaConnection.open(KafkaSettings.of(world.broker().bootstrapServers()), "page-test")) {
            EventSubscriber reading = kafka.tail(Topic.EVENTS, Instant.EPOCH, (envelope, partition) -> {
                if (envelope.type() == type && envelope.event() instanceof ReleaseChanged changed) {
                    told.put(changed.state().releaseId(), changed.state());
                }
            });
            try {
                await().atMost(SOON).until(() -> told.containsKey(run));
            } finally {
                reading.close();
            }
        }
        return Objects.requireNonNull(told.get(run));
    }

    private Resource<CanaryRelease> resource() {
        return world.kubernetes()
                .client()
                .resources(CanaryRelease.class)
                .inNamespace(World.NAMESPACE)
                .withName(NAME);
    }
}
