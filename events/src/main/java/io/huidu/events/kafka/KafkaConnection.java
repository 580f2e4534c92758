package io.huidu.events.kafka;

import io.huidu.events.Topic;
import io.prometheus.client.Collector;
import java.time.Instant;
import java.util.Optional;

/**
 * A process's connection to Kafka: opens at once whether or not Kafka is there, creates the topics of the contract as
 * soon as it is, and survives its absence for any time.
 */
public interface KafkaConnection extends AutoCloseable {

    /**
     * Opens the connection. It has threads of its own from now on.
     *
     * @param clientId what brokers call this process in their logs, for example {@code huidu-analyzer}
     * @throws IllegalArgumentException when Kafka's clients refuse the settings; never because Kafka is away
     */
    static KafkaConnection open(KafkaSettings settings, String clientId) {
        return new OpenKafkaConnection(settings, clientId);
    }

    /** The one publisher of this process. */
    EventPublisher publisher();

    /**
     * Reads all of a topic as a member of a group: each partition belongs to one member, which is told everything that
     * the partition holds from its beginning, each time it gets the partition. Commits nothing.
     *
     * @param group its name; the topic prefix of the installation is put before it
     */
    EventSubscriber whole(Topic topic, String group, EventListener listener);

    /**
     * Reads on as a member of a group, from where the group has got to, and tells each fact once: one that was told is
     * told again only if this process ends, or loses the partition, before it is committed. What the listener postpones by
     * a {@link NotYetException} comes again, and its partition is read no further meanwhile; what it gives up by a {@link
     * GivenUpException} goes to the dead letters; what nobody can read is passed over.
     *
     * @param group its name; the topic prefix of the installation is put before it
     * @param since where to begin with a partition that the group has never read
     */
    EventSubscriber onward(Topic topic, String group, Instant since, OnwardListener listener);

    /** Reads all partitions of a topic, from the records written at an instant on, without a group. */
    EventSubscriber tail(Topic topic, Instant since, EventListener listener);

    /** Whether brokers answer and have the topics. Says so within about ten seconds after it has changed. */
    boolean reachable();

    /** For {@code /readyz}: one sentence that says what doesn't work with Kafka now; empty when everything does. */
    Optional<String> problem();

    /** For {@code /healthz}: one sentence when a thread of this connection has died, which only a restart mends. */
    Optional<String> fault();

    /** What this connection has done, for a Prometheus registry. */
    Collector metrics();

    /** Ends subscriptions first, then gives the publisher a few seconds for what it still has. */
    @Override
    void close();
}
