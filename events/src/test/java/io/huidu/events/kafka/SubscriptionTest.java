package io.huidu.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.codec.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private static final KafkaSettings SETTINGS = KafkaSettings.of("localhost:9092");
    private static final String TOPIC = "huidu.commands";
    private static final TopicPartition ZERO = new TopicPartition(TOPIC, 0);
    private static final TopicPartition ONE = new TopicPartition(TOPIC, 1);
    private static final Instant SINCE = Instant.ofEpochSecond(1000);

    private final EventCodec codec = new EventCodec();
    private final KafkaMetrics metrics = new KafkaMetrics();
    private final MockProducer<byte[], byte[]> deadLetters =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaEventPublisher publisher = new KafkaEventPublisher(
            SETTINGS, codec, atMost -> true, () -> deadLetters, metrics, KafkaEventPublisher.Limits.DEFAULT);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<MockConsumer<byte[], byte[]>> consumers = new ConcurrentLinkedDeque<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new ConcurrentHashMap<>();
    private final List<Subscription> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        publisher.close();
    }

    @Test
    void tellsTheWholeOfAPartitionAndWhenItHasCaughtUp() {
        // Given
        MockConsumer<byte[], byte[]> consumer = consumer();
        subscribe(Topic.COMMANDS, telling -> new WholeReading(TOPIC, telling));

        // When
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ZERO));
            consumer.addRecord(pause(0, 0, "a"));
            consumer.addRecord(pause(0, 1, "b"));
            consumer.updateEndOffsets(Map.of(ZERO, 2L));
        });

        // Then
        await().until(() -> told.contains("caught up 0"));
        assertThat(told).containsExactly("assigned [0]", "a in 0", "b in 0", "caught up 0");
        consumer.schedulePollTask(() -> consumer.updateEndOffsets(Map.of(ZERO, 5L)));
        await().until(() -> metrics.lag.labels(TOPIC).get() == 3);
        assertThat(metrics.read.labels(TOPIC).get()).isEqualTo(2);
    }

    @Test
    void tellsEverythingAgainWhenAPartitionComesBack() {
        // Given
        MockConsumer<byte[], byte[]> consumer = consumer();
        subscribe(Topic.COMMANDS, telling -> new WholeReading(TOPIC, telling));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ZERO, ONE));
            consumer.addRecord(pause(0, 0, "a"));
        });
        await().until(() -> told.contains("a in 0"));

        // When
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(ONE)));
        await().until(() -> told.contains("revoked [0]"));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ZERO, ONE));
            consumer.addRecord(pause(0, 0, "a again"));
        });

        // Then
        await().until(() -> told.contains("a again in 0"));
        assertThat(told)
                .containsSubsequence("assigned [0, 1]", "a in 0", "revoked [0]", "assigned [0]", "a again in 0");
    }

    @Test
    void tellsTombstonesOfACompactedTopic() {
        MockConsumer<byte[], byte[]> consumer = consumer();
        TopicPartition requests = new TopicPartition("huidu.analysis-requests", 0);
        subscribe(Topic.ANALYSIS_REQUESTS, telling -> new WholeReading(requests.topic(), telling));

        consumer.schedulePollTask(() -> {
            consumer.updateBeginningOffsets(Map.of(requests, 0L));
            consumer.rebalance(List.of(requests));
            consumer.addRecord(record(
                    requests.topic(),
                    0,
                    0,
                    "shop/servicea".getBytes(StandardCharsets.UTF_8),
                    null,
                    new RecordHeaders()));
        });

        await().until(() -> told.contains("ended shop/servicea in 0"));
    }

    @Test
    void putsWhatItCannotReadAsideAndGoesOn() {
        // Given
        MockConsumer<byte[], byte[]> consumer = consumer();
        subscribe(Topic.COMMANDS, telling -> new WholeReading(TOPIC, telling));
        Headers theirs = new RecordHeaders().add("theirs", new byte[] {1, 2});

        // When
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ZERO));
            consumer.addRecord(record(TOPIC, 0, 0, new byte[] {7}, new byte[] {8, 9}, theirs));
            consumer.addRecord(record(TOPIC, 0, 1, null, null, new RecordHeaders()));
            consumer.addRecord(pause(0, 2, "makes the listener fail"));
            consumer.addRecord(pause(0, 3, "good"));
        });

        // Then
        await().until(() -> told.contains("good in 0") && deadLetters.history().size() == 3);
        ProducerRecord<byte[], byte[]> letter = deadLetters.history().getFirst();
        assertThat(letter.topic()).isEqualTo("huidu.dead-letters");
        assertThat(letter.key()).containsExactly(7);
        assertThat(letter.value()).containsExactly(8, 9);
        assertThat(letter.headers().lastHeader("theirs").value()).containsExactly(1, 2);
        assertThat(header(letter, "huidu_error")).startsWith("record: is not a CloudEvent");
        assertThat(header(letter, "huidu_topic")).isEqualTo(TOPIC);
        assertThat(header(letter, "huidu_partition")).isEqualTo("0");
        assertThat(header(letter, "huidu_offset")).isEqualTo("0");
        assertThat(header(deadLetters.history().get(2), "huidu_error"))
                .isEqualTo("a fault of its reader: java.lang.IllegalStateException: no");
        assertThat(metrics.deadLetters.labels(TOPIC).get()).isEqualTo(3);
        assertThat(metrics.listenerFailures.labels(TOPIC).get()).isEqualTo(1);
        assertThat(metrics.restarts.labels(TOPIC).get()).isZero();
    }

    @Test
    void theReasonOfADeadLetterIsOneShortLine() {
        MockConsumer<byte[], byte[]> consumer = consumer();
        subscribe(Topic.COMMANDS, telling -> new WholeReading(TOPIC, telling));
        byte[] forged =
                "\nERROR a forged line\n%s".formatted("x".repeat(500_000)).getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> good = pause(0, 0, "a");

        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ZERO));
            consumer.addRecord(record(TOPIC, 0, 0, forged, good.value(), good.headers()));
        });

        await().until(() -> deadLetters.history().size() == 1);
        assertThat(header(deadLetters.history().getFirst(), "huidu_error"))
                .startsWith("key: got ' ERROR a forged line xxx")
                .hasSize(1_001);
    }

    @Test
    void tailsFromTheOffsetsOfAnInstantOrFromTheEnd() {
        // Given a record since then in partition 0, and none in partition 1
        MockConsumer<byte[], byte[]> consumer = consumer();
        consumer.schedulePollTask(() -> {
            consumer.addRecord(pause(0, 4, "too old"));
            consumer.addRecord(pause(0, 5, "since"));
            consumer.addRecord(pause(1, 2, "too old"));
            consumer.addRecord(pause(1, 3, "later"));
        });

        // When
        subscribe(Topic.COMMANDS, telling -> new TailReading(TOPIC, SINCE, telling));

        // Then
        await().until(() -> told.contains("later in 1") && told.contains("since in 0"));
        assertThat(told).startsWith("assigned [0, 1]").doesNotContain("too old in 0", "too old in 1");
    }

    @Test
    void goesOnWhereItWasWithANewConsumerAfterAFailure() {
        // Given
        MockConsumer<byte[], byte[]> failing = consumer();
        failing.schedulePollTask(() -> failing.addRecord(pause(0, 5, "since")));
        MockConsumer<byte[], byte[]> next = consumer();
        next.schedulePollTask(() -> {
            next.addRecord(pause(0, 5, "told already"));
            next.addRecord(pause(0, 6, "next"));
        });
        Subscription subscription = subscribe(Topic.COMMANDS, telling -> new TailReading(TOPIC, SINCE, telling));
        await().until(() -> told.contains("since in 0"));

        // When
        failing.setPollException(new KafkaException("not authorized"));

        // Then
        await().until(() -> subscription
                .problem()
                .equals(Optional.of(
                        "reading huidu.commands fails: org.apache.kafka.common.KafkaException: not authorized")));
        await().until(() -> told.contains("next in 0"));
        await().until(() -> subscription.problem().isEmpty());
        assertThat(told).containsSubsequence("since in 0", "revoked [0, 1]", "assigned [0, 1]", "next in 0");
        assertThat(told).doesNotContain("told already in 0");
        assertThat(failing.closed()).isTrue();
        assertThat(metrics.restarts.labels(TOPIC).get()).isEqualTo(1);
    }

    @Test
    void goesOnwardFromAnInstantAndCommitsWhatItHasTold() {
        // Given
        MockConsumer<byte[], byte[]> consumer = consumer();
        onward();

        // When
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ZERO, ONE));
            consumer.addRecord(pause(0, 4, "too old"));
            consumer.addRecord(pause(0, 5, "a"));
            consumer.addRecord(pause(0, 6, "a"));
            consumer.addRecord(pause(0, 7, "b"));
        });

        // Then
        await().until(() -> committed(ZERO) == 8);
        assertThat(told).containsExactly("assigned [0, 1]", "a in 0", "b in 0");
        assertThat(committed(ONE)).isEqualTo(3);
    }

    @Test
    void tellsNothingAgainThatTheGroupHasToldAlready() {
        // Given what another member of the group has committed
        ToldFacts byAnother = new ToldFacts();
        byAnother.add("/test a");
        MockConsumer<byte[], byte[]> consumer = consumer();
        committed.put(ZERO, new OffsetAndMetadata(5, byAnother.write()));

        // When
        onward();
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ZERO));
            consumer.addRecord(pause(0, 5, "a"));
            consumer.addRecord(pause(0, 6, "b"));
        });

        // Then
        await().until(() -> told.contains("b in 0"));
        assertThat(told).containsExactly("assigned [0]", "b in 0");
    }

    @Test
    void putsWhatItsListenerGivesUpToTheDeadLettersAndGoesOn() {
        MockConsumer<byte[], byte[]> consumer = consumer();
        onward();

        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ZERO));
            consumer.addRecord(pause(0, 5, "can't be told"));
            consumer.addRecord(pause(0, 6, "can't be told"));
            consumer.addRecord(pause(0, 7, "good"));
        });

        await().until(() -> told.contains("good in 0") && !deadLetters.history().isEmpty());
        assertThat(deadLetters.history()).hasSize(1);
        assertThat(header(deadLetters.history().getFirst(), "huidu_error")).isEqualTo("nobody takes it");
        assertThat(metrics.listenerFailures.labels(TOPIC).get()).isZero();
    }

    @Test
    void tellsAgainInItsOrderWhatItsListenerPostponesAndStaysAMember() {
        // Given
        MockConsumer<byte[], byte[]> consumer = consumer();
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ZERO));
            consumer.addRecord(pause(0, 5, "not now"));
            consumer.addRecord(pause(0, 6, "after it"));
        });
        // A partition may be added while it waits, and has to wait, too.
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ZERO, ONE));
            consumer.addRecord(pause(0, 5, "not now"));
            consumer.addRecord(pause(0, 6, "after it"));
            consumer.addRecord(pause(1, 3, "of the other"));
        });

        // When
        Subscription subscription = onward();

        // Then
        await().until(() -> told.contains("after it in 0"));
        assertThat(told).containsExactly("assigned [0]", "not now", "assigned [1]", "not now in 0", "after it in 0");
        assertThat(committed(ZERO)).isEqualTo(7);
        assertThat(consumer.closed()).isFalse();
        assertThat(subscription.problem()).isEmpty();
        assertThat(deadLetters.history()).isEmpty();
    }

    @Test
    void endsAtOnceWhileItWaitsAndLeavesWhatWasPostponedForTheNext() {
        MockConsumer<byte[], byte[]> consumer = consumer();
        Subscription subscription = onward();
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ZERO));
            consumer.addRecord(pause(0, 5, "never"));
        });
        await().until(() -> told.contains("never"));

        subscription.close();

        assertThat(consumer.closed()).isTrue();
        assertThat(committed(ZERO)).isEqualTo(5);
        assertThat(told).doesNotContain("never in 0");
    }

    @Test
    void readsPartitionsThatAreAddedLater() {
        MockConsumer<byte[], byte[]> consumer = consumer();
        subscribe(Topic.COMMANDS, telling -> new TailReading(TOPIC, SINCE, telling));
        await().until(() -> told.contains("assigned [0, 1]"));

        consumer.updateEndOffsets(Map.of(new TopicPartition(TOPIC, 2), 3L));
        consumer.updatePartitions(TOPIC, List.of(info(0), info(1), info(2)));

        await().until(() -> told.contains("assigned [2]"));
    }

    @Test
    void hasAFaultWhenItsThreadDies() {
        MockConsumer<byte[], byte[]> consumer = consumer();
        Subscription subscription = subscribe(Topic.COMMANDS, telling -> new WholeReading(TOPIC, telling));
        assertThat(subscription.fault()).isEmpty();

        consumer.schedulePollTask(() -> {
            throw new LinkageError("a class is missing");
        });

        await().until(() ->
                subscription.fault().equals(Optional.of("the thread kafka-huidu.commands has died; the log says why")));
    }

    @Test
    void closesItsConsumerWithoutBeingAFault() {
        MockConsumer<byte[], byte[]> consumer = consumer();
        Subscription subscription = subscribe(Topic.COMMANDS, telling -> new TailReading(TOPIC, SINCE, telling));
        await().until(() -> told.contains("assigned [0, 1]"));

        subscription.close();

        assertThat(consumer.closed()).isTrue();
        assertThat(subscription.fault()).isEmpty();
        assertThat(told).endsWith("revoked [0, 1]");
    }

    private Subscription subscribe(Topic topic, Function<Telling, Reading> reading) {
        return subscribe(topic, telling(topic, new Remembering()), reading);
    }

    private Subscription onward() {
        OnwardReading reading = new OnwardReading(TOPIC, SINCE, new Remembering());
        return subscribe(Topic.COMMANDS, telling(Topic.COMMANDS, reading), unused -> reading);
    }

    private Telling telling(Topic topic, EventListener listener) {
        Aside aside = new DeadLetters(SETTINGS, publisher, metrics);
        return new Telling(topic, SETTINGS.nameOf(topic), codec, listener, aside, aside, metrics);
    }

    private Subscription subscribe(Topic topic, Telling telling, Function<Telling, Reading> reading) {
        Subscription subscription = new Subscription(
                SETTINGS.nameOf(topic),
                atMost -> true,
                consumers::removeFirst,
                reading.apply(telling),
                telling,
                metrics);
        open.add(subscription);
        return subscription;
    }

    /** The next consumer that a subscription gets: two partitions, of which the first has a record since SINCE at 5. */
    private MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
            @Override
            public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                    Map<TopicPartition, Long> times) {
                return times.keySet().stream()
                        .filter(ZERO::equals)
                        .collect(Collectors.toMap(
                                partition -> partition, partition -> new OffsetAndTimestamp(5, SINCE.toEpochMilli())));
            }

            // Kafka's own forgets them with each consumer; a group doesn't.
            @Override
            public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                    Set<TopicPartition> partitions, Duration timeout) {
                return partitions.stream()
                        .filter(committed::containsKey)
                        .collect(Collectors.toMap(partition -> partition, committed::get));
            }

            @Override
            public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
                committed.putAll(offsets);
            }

            // Kafka's own never waits, so its reader would turn round and round; and it must wait outside of the lock,
            // or the test could not add records meanwhile.
            @Override
            @SuppressWarnings("UnsynchronizedOverridesSynchronized")
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                return super.poll(timeout);
            }
        };
        consumer.updatePartitions(TOPIC, List.of(info(0), info(1)));
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
        consumer.updateEndOffsets(Map.of(ZERO, 6L, ONE, 3L));
        consumers.add(consumer);
        return consumer;
    }

    private long committed(TopicPartition partition) {
        OffsetAndMetadata commit = committed.get(partition);
        return commit == null ? -1 : commit.offset();
    }

    private ConsumerRecord<byte[], byte[]> pause(int partition, long offset, String id) {
        ProducerRecord<byte[], byte[]> written = codec.encode(TOPIC, Commands.pause(id));
        return record(TOPIC, partition, offset, written.key(), written.value(), written.headers());
    }

    private static ConsumerRecord<byte[], byte[]> record(
            String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>(
                topic, partition, offset, 0, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }

    private static PartitionInfo info(int partition) {
        return new PartitionInfo(TOPIC, partition, null, null, null);
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private final class Remembering implements OnwardListener {

        @Override
        public void received(Envelope envelope, int partition) {
            if (envelope.id().equals("makes the listener fail")) {
                throw new IllegalStateException("no");
            }
            if (envelope.id().equals("can't be told")) {
                throw new GivenUpException("nobody takes it");
            }
            if (envelope.id().equals("not now") && !told.contains("not now")) {
                told.add("not now");
                throw new NotYetException(Duration.ofMillis(100));
            }
            if (envelope.id().equals("never")) {
                told.add("never");
                throw new NotYetException(Duration.ofHours(1));
            }
            told.add(envelope.id() + " in " + partition);
        }

        @Override
        public void ended(ReleaseKey release, int partition) {
            told.add("ended " + release + " in " + partition);
        }

        @Override
        public void assigned(Set<Integer> partitions) {
            told.add("assigned " + new TreeSet<>(partitions));
        }

        @Override
        public void caughtUp(int partition) {
            told.add("caught up " + partition);
        }

        @Override
        public void revoked(Set<Integer> partitions) {
            told.add("revoked " + new TreeSet<>(partitions));
        }
    }
}
