package io.huidu.e2e.bench.faults;

import io.huidu.e2e.world.Partitions;
import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.codec.Decoded;
import io.huidu.events.codec.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the events as docs/operations.md says one should: keeps the ids of each key's last two releases, and leaves out
 * what it knows.
 */
final class Reader implements AutoCloseable {

    private static final int RELEASES_REMEMBERED = 2;

    private final EventCodec codec = new EventCodec();
    private final Map<ReleaseKey, List<Told>> story = new HashMap<>();
    private final Map<ReleaseKey, Map<String, Map<String, byte[]>>> known = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Thread thread;
    private long records;
    private long repetitions;

    /**
     * An event that wasn't known.
     *
     * @param writtenAt when its record was made
     */
    record Told(Envelope envelope, Instant writtenAt) {}

    Reader(String bootstrapServers) {
        thread = Thread.ofPlatform().daemon().name("reader").start(() -> read(bootstrapServers));
    }

    synchronized List<Told> story(ReleaseKey release) {
        return List.copyOf(story.getOrDefault(release, List.of()));
    }

    /** What can't be read, and what came again with other data. */
    synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    synchronized long records() {
        return records;
    }

    synchronized long repetitions() {
        return repetitions;
    }

    @Override
    public void close() {
        ending.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(String bootstrapServers) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Partitions.of(consumer, Topic.EVENTS.topicName());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!ending.get()) {
                consumer.poll(Duration.ofMillis(200)).forEach(this::note);
            }
        }
    }

    private synchronized void note(ConsumerRecord<byte[], byte[]> record) {
        records++;
        switch (codec.decode(Topic.EVENTS, record)) {
            case Decoded.Message(Envelope envelope) -> note(envelope, record);
            case Decoded.Tombstone tombstone -> problems.add("a tombstone for " + tombstone.release());
            case Decoded.Unreadable unreadable -> problems.add("unreadable: " + unreadable.reason());
        }
    }

    private void note(Envelope envelope, ConsumerRecord<byte[], byte[]> record) {
        byte[] before = idsOf(envelope).putIfAbsent(envelope.source() + " " + envelope.id(), record.value());
        if (before == null) {
            story.computeIfAbsent(envelope.release(), any -> new ArrayList<>())
                    .add(new Told(envelope, Instant.ofEpochMilli(record.timestamp())));
            return;
        }
        repetitions++;
        // A judgement that is made anew from the same samples may have more of them.
        if (envelope.type().type().startsWith("io.huidu.release.") && !Arrays.equals(before, record.value())) {
            problems.add("%s came again with other data".formatted(envelope.id()));
        }
    }

    private Map<String, byte[]> idsOf(Envelope envelope) {
        return known.computeIfAbsent(envelope.release(), any -> new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Map<String, byte[]>> eldest) {
                        return size() > RELEASES_REMEMBERED;
                    }
                })
                .computeIfAbsent(envelope.correlationId(), any -> new HashMap<>());
    }
}
