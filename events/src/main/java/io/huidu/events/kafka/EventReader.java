package io.huidu.events.kafka;

import io.huidu.events.Topic;
import io.huidu.events.codec.EventCodec;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic and does nothing else to a cluster: it creates no topic, writes no dead letter and joins no group, so
 * the right to read that topic is all it needs. What can't be read is passed over with a warning.
 */
public final class EventReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

    private final Subscription subscription;

    private EventReader(Subscription subscription) {
        this.subscription = subscription;
    }

    /**
     * Reads all partitions, from the records written at an instant on, as {@link KafkaConnection#tail} does.
     *
     * @throws IllegalArgumentException when Kafka's clients refuse the settings; never because Kafka is away
     */
    public static EventReader open(
            KafkaSettings settings, String clientId, Topic topic, Instant since, EventListener listener) {
        KafkaTokens.allow(settings.clientProperties());
        String name = settings.nameOf(topic);
        KafkaMetrics metrics = new KafkaMetrics();
        ClientConfigs configs = new ClientConfigs(settings, clientId);
        Aside aside = (record, reason) ->
                LOG.warn("{}-{}@{}: {}", record.topic(), record.partition(), record.offset(), reason);
        Telling telling = new Telling(topic, name, new EventCodec(), listener, aside, aside, metrics);
        return new EventReader(new Subscription(
                name,
                atMost -> true,
                () -> new KafkaConsumer<>(configs.reader(name)),
                new TailReading(name, since, telling),
                telling,
                metrics));
    }

    /** Why reading doesn't work for now, in one sentence; empty while it does, and while no broker answers. */
    public Optional<String> problem() {
        return subscription.problem().or(subscription::fault);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
