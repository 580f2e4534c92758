package io.huidu.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huidu.e2e.world.Broker;
import io.huidu.e2e.world.BrokerProcess;
import io.huidu.e2e.world.Brokers;
import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.codec.EventCodec;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events module on a real broker. Each test has its own topics. */
class EventsOverKafkaTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static @Nullable Broker broker;

    private final KafkaSettings settings =
            new KafkaSettings(Objects.requireNonNull(broker).bootstrapServers(), UUID.randomUUID() + ".", Map.of());
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void startBroker() {
        broker = Brokers.any();
    }

    @AfterAll
    static void stopBroker() {
        Objects.requireNonNull(broker).close();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void createsTheTopicsOfTheContract() throws Exception {
        connect();

        try (Admin admin = admin(settings)) {
            await().atMost(LONG)
                    .until(() -> admin.listTopics().names().get(), names -> names.contains(name(Topic.DEAD_LETTERS)));
            assertThat(partitions(admin, Topic.ANALYSIS_REQUESTS)).isEqualTo(12);
            assertThat(partitions(admin, Topic.DEAD_LETTERS)).isEqualTo(1);
            assertThat(policy(admin, Topic.ANALYSIS_REQUESTS)).isEqualTo("compact");
            assertThat(policy(admin, Topic.EVENTS)).isEqualTo("delete");
        }
    }

    @Test
    void leavesATopicThatExistsAsItIs() throws Exception {
        try (Admin admin = admin(settings)) {
            admin.createTopics(List.of(new NewTopic(name(Topic.EVENTS), 3, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();

            KafkaConnection connection = connect();
            await().atMost(LONG).until(connection::reachable);

            assertThat(partitions(admin, Topic.EVENTS)).isEqualTo(3);
            assertThat(policy(admin, Topic.EVENTS)).isEqualTo("compact");
        }
    }

    @Test
    void tellsEverythingInTheTopicToWhoeverGetsThePartition() {
        // Given
        KafkaConnection writer = connect();
        for (int i = 0; i < 20; i++) {
            publish(writer, command("early-" + i, "release-" + i));
        }

        // When
        Heard first = new Heard();
        AutoCloseable reading = connect().whole(Topic.COMMANDS, "group", first);
        await().atMost(LONG).until(() -> first.caughtUp.size() == 12);

        // Then
        assertThat(first.received).hasSize(20);
        publish(writer, command("late", "release-1"));
        await().atMost(LONG).until(() -> first.ids().contains("late"));

        // When a second member joins, it takes partitions over and hears all that is in them
        Heard second = new Heard();
        connect().whole(Topic.COMMANDS, "group", second);
        await().atMost(LONG).until(() -> second.caughtUp.size() == 6 && first.assigned.size() == 6);
        assertThat(second.received).isNotEmpty().hasSizeLessThan(21);

        // When the first one leaves, the second has heard everything
        closeNow(reading);
        await().atMost(LONG).until(() -> second.caughtUp.size() == 12);
        assertThat(second.ids()).contains("late").hasSize(21);
    }

    @Test
    void tellsOfTheEndOfARequest() {
        KafkaConnection connection = connect();
        Heard heard = new Heard();
        connection.whole(Topic.ANALYSIS_REQUESTS, "analyzers", heard);

        done(connection.publisher().tombstone(new ReleaseKey("shop", "servicea")));

        await().atMost(LONG).until(() -> heard.ended, List.of(new ReleaseKey("shop", "servicea"))::equals);
    }

    @Test
    void tellsTheTailFromAnInstantOn() throws Exception {
        // Given
        KafkaConnection connection = connect();
        publish(connection, command("before", "release-1"));
        Instant afterFirst = Instant.ofEpochMilli(timestampOfLast(Topic.COMMANDS) + 1);
        await().until(() -> Instant.now().isAfter(afterFirst));
        publish(connection, command("after", "release-2"));

        // When
        Heard heard = new Heard();
        connection.tail(Topic.COMMANDS, afterFirst, heard);
        await().atMost(LONG).until(() -> heard.caughtUp.size() == 12);
        publish(connection, command("live", "release-1"));

        // Then
        await().atMost(LONG).until(() -> heard.ids().contains("live"));
        assertThat(heard.ids()).containsExactly("after", "live");
    }

    @Test
    void readsPartitionsThatAreAddedLater() throws Exception {
        KafkaSettings impatient = new KafkaSettings(
                settings.bootstrapServers(), settings.topicPrefix(), Map.of("metadata.max.age.ms", "500"));
        KafkaConnection connection = connect(impatient);
        Heard heard = new Heard();
        connection.tail(Topic.COMMANDS, Instant.EPOCH, heard);
        await().atMost(LONG).until(() -> heard.assigned.size() == 12);

        try (Admin admin = admin(settings)) {
            admin.createPartitions(Map.of(name(Topic.COMMANDS), NewPartitions.increaseTo(13)))
                    .all()
                    .get();
        }

        await().atMost(LONG).until(() -> heard.assigned.size() == 13);
    }

    @Test
    void putsWhatNobodyCanReadToTheDeadLettersAndGoesOn() throws Exception {
        // Given
        KafkaConnection connection = connect();
        Heard heard = new Heard();
        connection.tail(Topic.COMMANDS, Instant.EPOCH, heard);
        await().atMost(LONG).until(connection::reachable);

        // When
        try (KafkaProducer<byte[], byte[]> stranger = new KafkaProducer<>(
                Map.of("bootstrap.servers", settings.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> poison =
                    new ProducerRecord<>(name(Topic.COMMANDS), 3, bytes("shop/a"), bytes("not an event"));
            poison.headers().add("theirs", bytes("kept"));
            stranger.send(poison).get();
            stranger.send(new ProducerRecord<>(name(Topic.COMMANDS), 3, null, null))
                    .get();
            ProducerRecord<byte[], byte[]> failing =
                    new EventCodec().encode(name(Topic.COMMANDS), command("makes the listener fail", "servicea"));
            stranger.send(new ProducerRecord<>(failing.topic(), 3, failing.key(), failing.value(), failing.headers()))
                    .get();
            ProducerRecord<byte[], byte[]> good =
                    new EventCodec().encode(name(Topic.COMMANDS), command("good", "servicea"));
            stranger.send(new ProducerRecord<>(good.topic(), 3, good.key(), good.value(), good.headers()))
                    .get();
        }

        // Then
        await().atMost(LONG).until(() -> heard.ids().contains("good"));
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topic.DEAD_LETTERS, 0)) {
            await().atMost(LONG).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
                return letters.size() == 3;
            });
        }
        ConsumerRecord<byte[], byte[]> letter = letters.getFirst();
        assertThat(letter.key()).isEqualTo(bytes("shop/a"));
        assertThat(letter.value()).isEqualTo(bytes("not an event"));
        assertThat(header(letter, "theirs")).isEqualTo("kept");
        assertThat(header(letter, "huidu_error")).startsWith("record: is not a CloudEvent");
        assertThat(header(letter, "huidu_topic")).isEqualTo(name(Topic.COMMANDS));
        assertThat(header(letter, "huidu_partition")).isEqualTo("3");
        assertThat(header(letter, "huidu_offset")).isEqualTo("0");
        assertThat(header(letters.get(1), "huidu_error"))
                .isEqualTo("value: got none, expected an event, as this topic is not compacted");
        assertThat(header(letters.get(2), "huidu_error"))
                .isEqualTo("a fault of its reader: java.lang.IllegalStateException: the listener failed");
    }

    @Test
    void survivesABrokerThatGoesAndComesBackAndOneThatHangs(@TempDir Path directory) {
        // Given
        try (BrokerProcess own = BrokerProcess.start(directory)) {
            KafkaConnection connection = connect(KafkaSettings.of(own.bootstrapServers()));
            Heard tail = new Heard();
            Heard whole = new Heard();
            connection.tail(Topic.COMMANDS, Instant.EPOCH, tail);
            connection.whole(Topic.COMMANDS, "group", whole);
            publish(connection, command("before", "servicea"));
            await().atMost(LONG)
                    .until(() -> tail.ids().contains("before") && whole.ids().contains("before"));

            // When
            own.process().current().stop();
            await().atMost(LONG).until(() -> !connection.reachable());
            assertThat(connection.problem())
                    .hasValueSatisfying(problem ->
                            assertThat(problem).startsWith("Kafka at " + own.bootstrapServers() + " can't be used: "));
            CompletableFuture<Void> meanwhile = connection.publisher().publish(command("meanwhile", "servicea"));
            own.process().restart();

            // Then
            done(meanwhile);
            await().atMost(LONG).until(connection::reachable);
            await().atMost(LONG).until(() -> tail.ids().equals(List.of("before", "meanwhile")));
            await().atMost(LONG).until(() -> whole.ids().contains("meanwhile"));
            assertThat(connection.problem()).isEmpty();
            assertThat(connection.fault()).isEmpty();

            // When it hangs, with all its connections open
            own.process().current().suspend();

            // Then
            await().atMost(LONG).until(() -> !connection.reachable());
            own.process().current().resume();
            await().atMost(LONG).until(connection::reachable);
            connection.close();
        }
    }

    @Test
    void opensBeforeTheBrokerIsThere(@TempDir Path directory) {
        // Given a port on which a broker has been
        BrokerProcess own = BrokerProcess.start(directory);
        own.process().current().stop();

        // When
        KafkaConnection connection = connect(KafkaSettings.of(own.bootstrapServers()));
        Heard heard = new Heard();
        connection.tail(Topic.COMMANDS, Instant.EPOCH, heard);
        CompletableFuture<Void> early = connection.publisher().publish(command("early", "servicea"));
        assertThat(connection.reachable()).isFalse();
        own.process().restart();

        // Then
        try (own) {
            done(early);
            await().atMost(LONG).until(() -> heard.ids().equals(List.of("early")));
            connection.close();
        }
    }

    private KafkaConnection connect() {
        return connect(settings);
    }

    private KafkaConnection connect(KafkaSettings to) {
        KafkaConnection connection = KafkaConnection.open(to, "test");
        open.add(connection);
        return connection;
    }

    private static void publish(KafkaConnection connection, Envelope envelope) {
        done(connection.publisher().publish(envelope));
    }

    private static void done(CompletableFuture<Void> future) {
        assertThat(future).succeedsWithin(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static Envelope command(String id, String release) {
        return new Envelope(
                id,
                URI.create("/test"),
                Instant.EPOCH,
                id,
                Optional.empty(),
                new Command(
                        EventType.COMMAND_PAUSE,
                        new ReleaseKey("shop", release),
                        "team",
                        "",
                        Optional.empty(),
                        Optional.empty()));
    }

    private String name(Topic topic) {
        return settings.nameOf(topic);
    }

    private int partitions(Admin admin, Topic topic) throws Exception {
        var descriptions =
                admin.describeTopics(List.of(name(topic))).allTopicNames().get();
        return Objects.requireNonNull(descriptions.get(name(topic)))
                .partitions()
                .size();
    }

    private String policy(Admin admin, Topic topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name(topic));
        Config config = Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
        return config.get("cleanup.policy").value();
    }

    private long timestampOfLast(Topic topic) {
        for (int partition = 0; partition < 12; partition++) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic, partition)) {
                TopicPartition only = new TopicPartition(name(topic), partition);
                if (consumer.endOffsets(List.of(only)).getOrDefault(only, 0L) > 0) {
                    return await().until(() -> consumer.poll(Duration.ofMillis(100)), records -> !records.isEmpty())
                            .iterator()
                            .next()
                            .timestamp();
                }
            }
        }
        throw new IllegalStateException("no record in " + topic);
    }

    private KafkaConsumer<byte[], byte[]> consumer(Topic topic, int partition) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition only = new TopicPartition(name(topic), partition);
        consumer.assign(List.of(only));
        consumer.seekToBeginning(List.of(only));
        return consumer;
    }

    private static Admin admin(KafkaSettings settings) {
        return Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()));
    }

    private static void closeNow(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
