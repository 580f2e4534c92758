package io.huidu.e2e.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The partitions of a topic that was made a moment ago. */
public final class Partitions {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Partitions() {}

    /**
     * All of them, never none: the broker that is asked may not have heard yet of what another one has made.
     *
     * @throws IllegalStateException when it doesn't within a minute
     */
    public static List<TopicPartition> of(Consumer<?, ?> consumer, String topic) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            List<TopicPartition> known = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (!known.isEmpty()) {
                return known;
            }
        }
        throw new IllegalStateException("%s: got no partitions within %s".formatted(topic, PATIENCE));
    }
}
