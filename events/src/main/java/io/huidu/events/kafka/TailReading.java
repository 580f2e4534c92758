package io.huidu.events.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** All partitions, also those that are added later, from the records written at an instant on. */
final class TailReading implements Reading {

    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final String topic;
    private final Instant since;
    private final Telling telling;
    private final CatchingUp catchingUp = new CatchingUp();
    /** Where to go on, which outlives a consumer that failed. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private Set<TopicPartition> assigned = Set.of();

    TailReading(String topic, Instant since, Telling telling) {
        this.topic = topic;
        this.since = since;
        this.telling = telling;
    }

    @Override
    public void begin(Consumer<byte[], byte[]> consumer) {
        assigned = Set.of();
    }

    /**
     * Asks for the partitions each time: the consumer knows them, and refreshes what it knows from time to time. A
     * topic that was just created has none for a moment, and without brokers the consumer may have forgotten them.
     */
    @Override
    public boolean isReady(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> all = partitions(consumer);
        if (!assigned.containsAll(all)) {
            assign(consumer, all);
        }
        return !assigned.isEmpty();
    }

    @Override
    public void told(ConsumerRecord<byte[], byte[]> record) {
        next.put(new TopicPartition(topic, record.partition()), record.offset() + 1);
    }

    @Override
    public void afterPoll(Consumer<byte[], byte[]> consumer) {
        catchingUp.caughtUp(consumer).forEach(partition -> telling.caughtUp(partition.partition()));
    }

    @Override
    public void end() {
        if (!assigned.isEmpty()) {
            catchingUp.forget(assigned);
            telling.revoked(WholeReading.numbers(assigned));
        }
        assigned = Set.of();
    }

    private Set<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        try {
            return consumer.partitionsFor(topic, ANSWER).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (TimeoutException e) {
            return assigned;
        }
    }

    private void assign(Consumer<byte[], byte[]> consumer, Set<TopicPartition> all) {
        Set<TopicPartition> added = new HashSet<>(all);
        added.removeAll(assigned);
        findStart(consumer, added);
        consumer.assign(all);
        added.forEach(partition -> consumer.seek(partition, next.getOrDefault(partition, 0L)));
        assigned = all;
        catchingUp.begin(added);
        telling.assigned(WholeReading.numbers(added));
    }

    private void findStart(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        Set<TopicPartition> fresh = new HashSet<>(partitions);
        fresh.removeAll(next.keySet());
        if (fresh.isEmpty()) {
            return;
        }
        next.putAll(starts(consumer, fresh, since));
    }

    /**
     * Of each partition, the first record written at an instant or later, or else the end. The ends are asked for
     * first: what is written between the two questions must not be skipped.
     */
    static Map<TopicPartition, Long> starts(
            Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions, Instant since) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(partitions.stream()
                .collect(Collectors.toMap(partition -> partition, partition -> since.toEpochMilli())));
        Map<TopicPartition, Long> starts = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp start = found.get(partition);
            starts.put(partition, start == null ? end : start.offset());
        });
        return starts;
    }
}
