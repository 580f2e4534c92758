package io.huidu.events.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Knows when a partition has been read up to where it ended when it was assigned, however much is written meanwhile.
 * The end is learnt from what the consumer knows anyway, so nothing here asks a broker or blocks.
 */
final class CatchingUp {

    private final Set<TopicPartition> unknown = new HashSet<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    void begin(Collection<TopicPartition> partitions) {
        partitions.forEach(ends::remove);
        unknown.addAll(partitions);
    }

    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(ends::remove);
        unknown.removeAll(Set.copyOf(partitions));
    }

    /** The partitions that have caught up since the last call. */
    Set<TopicPartition> caughtUp(Consumer<byte[], byte[]> consumer) {
        for (TopicPartition partition : Set.copyOf(unknown)) {
            OptionalLong lag = consumer.currentLag(partition);
            OptionalLong position = position(consumer, partition);
            if (lag.isPresent() && position.isPresent()) {
                unknown.remove(partition);
                ends.put(partition, position.getAsLong() + lag.getAsLong());
            }
        }
        Set<TopicPartition> done = new HashSet<>();
        ends.forEach((partition, end) -> {
            if (position(consumer, partition).orElse(-1) >= end) {
                done.add(partition);
            }
        });
        done.forEach(ends::remove);
        return done;
    }

    /** Without waiting: where a consumer stands may be unknown for a while, and that is no failure. */
    private static OptionalLong position(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        try {
            return OptionalLong.of(consumer.position(partition, Duration.ZERO));
        } catch (TimeoutException e) {
            return OptionalLong.empty();
        }
    }
}
