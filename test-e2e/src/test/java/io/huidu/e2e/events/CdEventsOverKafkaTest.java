package io.huidu.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huidu.e2e.world.Broker;
import io.huidu.e2e.world.Brokers;
import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import io.huidu.events.kafka.CdEventsMirror;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The mirror on a real broker: from our topic to one of CDEvents. */
class CdEventsOverKafkaTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Broker broker = Brokers.any();
    private final String prefix = UUID.randomUUID() + ".";
    private final String topic = prefix + "cdevents";
    private final KafkaSettings settings = new KafkaSettings(broker.bootstrapServers(), prefix, Map.of());
    private final Tale tale = new Tale(new ReleaseKey("shop", "servicea"), "shop/servicea/01234567-1", "servicea:1");
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void tellsEachThingOnceAsACdEventAndGoesOnAfterARestart() throws Exception {
        // Given
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }

        // When the shifter tells something twice
        try (KafkaConnection kafka = KafkaConnection.open(settings, "test");
                CdEventsMirror mirror = CdEventsMirror.start(kafka, settings, topic, now)) {
            tell(kafka, tale.started(now), tale.started(now), tale.rolledBack(now));

            // Then it is told once
            await().atMost(LONG).until(() -> written().size() >= 2);
            assertThat(mirror.problem()).isEmpty();
        }

        // When another process goes on, and something is told while none mirrors
        Tale next = new Tale(tale.release(), "shop/servicea/01234567-2", "servicea:2");
        try (KafkaConnection kafka = KafkaConnection.open(settings, "test")) {
            tell(kafka, tale.rolledBack(now), next.promoted(now));
        }
        try (KafkaConnection kafka = KafkaConnection.open(settings, "test");
                CdEventsMirror mirror = CdEventsMirror.start(kafka, settings, topic, now)) {

            // Then what is new is told, with key, type and id
            await().atMost(LONG).until(() -> written().size() >= 3);
            assertThat(mirror.problem()).isEmpty();
            assertThat(written())
                    .containsExactly(
                            "shop/servicea dev.cdevents.service.deployed.0.1.1 "
                                    + tale.started(now).id(),
                            "shop/servicea dev.cdevents.service.rolledback.0.1.1 "
                                    + tale.rolledBack(now).id(),
                            "shop/servicea dev.cdevents.service.upgraded.0.1.1 "
                                    + next.promoted(now).id());
        }
    }

    private static void tell(KafkaConnection kafka, Envelope... envelopes) {
        for (Envelope envelope : envelopes) {
            assertThat(kafka.publisher().publish(envelope)).succeedsWithin(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private List<String> written() {
        List<String> written = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(topic, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> written.add(told(record)));
            }
        }
        return written;
    }

    private static String told(ConsumerRecord<byte[], byte[]> record) {
        return "%s %s %s"
                .formatted(
                        new String(record.key(), StandardCharsets.UTF_8),
                        header(record, "ce_type"),
                        header(record, "ce_id"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
