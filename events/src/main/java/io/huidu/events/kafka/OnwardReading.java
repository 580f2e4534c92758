package io.huidu.events.kafka;

import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * As a member of a group, each partition from where the group has got to. What was told is committed before the next
 * record is told, together with the last facts told, so that only an end between the two tells something twice.
 *
 * <p>It is its own listener: it knows the facts, and passes on what is new.
 */
final class OnwardReading implements Reading, EventListener {

    /** How often a place is committed to which nothing was told. */
    private static final Duration IDLE_COMMIT = Duration.ofSeconds(10);

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final String topic;
    private final Instant since;
    private final OnwardListener listener;
    private final Map<TopicPartition, ToldFacts> facts = new HashMap<>();
    private final Map<TopicPartition, Long> passed = new HashMap<>();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private long committedAt = System.nanoTime();
    private boolean told;

    /** @param since where a partition begins that the group has never read: with the records written then or later */
    OnwardReading(String topic, Instant since, OnwardListener listener) {
        this.topic = topic;
        this.since = since;
        this.listener = listener;
    }

    @Override
    public void begin(Consumer<byte[], byte[]> newConsumer) {
        consumer = newConsumer;
        newConsumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                goOn(newConsumer, partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                commit(newConsumer, partitions);
                forget(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                forget(partitions);
            }
        });
    }

    @Override
    public boolean isReady(Consumer<byte[], byte[]> unused) {
        return true;
    }

    @Override
    public boolean wants(EventType type) {
        return listener.wants(type);
    }

    @Override
    public void received(Envelope envelope, int partition) {
        ToldFacts known = facts.computeIfAbsent(new TopicPartition(topic, partition), p -> new ToldFacts());
        String fact = listener.fact(envelope);
        if (known.contains(fact)) {
            return;
        }
        try {
            listener.received(envelope, partition);
        } catch (NotYetException e) {
            throw e;
        } catch (RuntimeException e) {
            done(known, fact); // what was given up isn't tried again
            throw e;
        }
        done(known, fact);
    }

    private void done(ToldFacts known, String fact) {
        known.add(fact);
        told = true;
    }

    @Override
    public void told(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(topic, record.partition());
        passed.put(partition, record.offset() + 1);
        if (told) {
            told = false;
            commit(consumer(), List.of(partition));
        }
    }

    @Override
    public void afterPoll(Consumer<byte[], byte[]> current) {
        if (System.nanoTime() - committedAt > IDLE_COMMIT.toNanos()) {
            committedAt = System.nanoTime();
            commit(current, Set.copyOf(passed.keySet()));
        }
    }

    @Override
    public void end() {
        passed.clear();
        consumer = null;
    }

    private void goOn(Consumer<byte[], byte[]> current, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, @Nullable OffsetAndMetadata> committed =
                current.committed(new HashSet<>(partitions), ANSWER);
        Set<TopicPartition> fresh = new HashSet<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata commit = committed.get(partition);
            if (commit == null) {
                fresh.add(partition);
            } else {
                facts.computeIfAbsent(partition, p -> new ToldFacts()).read(commit.metadata());
            }
        }
        beginAnew(current, fresh);
        listener.assigned(WholeReading.numbers(partitions));
    }

    /** The place is committed at once, so that a restart before the first event doesn't pass over what comes between. */
    private void beginAnew(Consumer<byte[], byte[]> current, Set<TopicPartition> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        TailReading.starts(current, fresh, since).forEach((partition, start) -> {
            current.seek(partition, start);
            passed.put(partition, start);
        });
        commit(current, fresh);
    }

    private void commit(Consumer<byte[], byte[]> current, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> places = partitions.stream()
                .filter(passed::containsKey)
                .collect(Collectors.toMap(
                        partition -> partition,
                        partition -> new OffsetAndMetadata(
                                passed.getOrDefault(partition, 0L),
                                facts.getOrDefault(partition, new ToldFacts()).write())));
        if (!places.isEmpty()) {
            current.commitSync(places, ANSWER);
            places.keySet().forEach(passed::remove);
        }
    }

    /** What was told stays known: a commit may have failed, and the partition may come back. */
    private void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(passed::remove);
        if (!partitions.isEmpty()) {
            listener.revoked(WholeReading.numbers(partitions));
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> current = consumer;
        if (current == null) {
            throw new IllegalStateException("told a record without a consumer");
        }
        return current;
    }
}
