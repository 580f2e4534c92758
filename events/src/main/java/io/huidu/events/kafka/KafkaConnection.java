package io.huidu.events.kafka;

import io.huidu.events.Topic;
import java.time.Instant;
import java.util.Optional;

/**
 * A process's connection to Kafka: opens at once whether or not Kafka is there, creates the topics of the contract as
 * soon as it is, and survives its absence for any time.
 */
public interface KafkaConnection extends AutoCloseable {

    /** The one publisher of this process. */
    EventPublisher publisher();

    /**
     * Reads all of a topic as a member of a group: each partition belongs to one member, which is told everything that
     * the partition holds from its beginning, each time it gets the partition. Commits nothing.
     */
    EventSubscriber whole(Topic topic, String group, EventListener listener);

    /** Reads all partitions of a topic, from the records written at an instant on, without a group. */
    EventSubscriber tail(Topic topic, Instant since, EventListener listener);

    /** Whether a broker has answered lately, within about 10 seconds. */
    default boolean reachable() {
        return problem().isEmpty();
    }

    /** For {@code /readyz}: one sentence that says why Kafka can't be used now; empty when it can. */
    Optional<String> problem();

    /** For {@code /healthz}: one sentence when a thread of this connection has died, which only a restart mends. */
    Optional<String> fault();

    /** Ends subscriptions first, then gives the publisher a few seconds for what it still has. */
    @Override
    void close();
}
