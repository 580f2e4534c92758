package io.huidu.events.kafka;

import io.huidu.events.Topic;
import io.huidu.events.codec.Decoded;
import io.huidu.events.codec.EventCodec;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener what was read, and lets nothing that comes of it stop the reading. */
final class Telling {

    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private final Topic topic;
    private final String topicName;
    private final EventCodec codec;
    private final EventListener listener;
    private final Aside unreadables;
    private final Aside failures;
    private final KafkaMetrics metrics;

    /**
     * Tells one listener.
     *
     * @param unreadables where records go that are no events
     * @param failures where events go of which the listener can make nothing
     */
    Telling(
            Topic topic,
            String topicName,
            EventCodec codec,
            EventListener listener,
            Aside unreadables,
            Aside failures,
            KafkaMetrics metrics) {
        this.topic = topic;
        this.topicName = topicName;
        this.codec = codec;
        this.listener = listener;
        this.unreadables = unreadables;
        this.failures = failures;
        this.metrics = metrics;
    }

    void record(ConsumerRecord<byte[], byte[]> record) {
        metrics.read.labels(topicName).inc();
        if (codec.type(record).filter(type -> !listener.wants(type)).isPresent()) {
            return;
        }
        switch (codec.decode(topic, record)) {
            case Decoded.Message message -> of(record, () -> listener.received(message.envelope(), record.partition()));
            case Decoded.Tombstone tombstone ->
                of(record, () -> listener.ended(tombstone.release(), record.partition()));
            case Decoded.Unreadable unreadable -> unreadables.put(record, unreadable.reason());
        }
    }

    void assigned(Set<Integer> partitions) {
        of("assigned partitions", partitions, () -> listener.assigned(partitions));
    }

    void caughtUp(int partition) {
        of("the caught-up partition", partition, () -> listener.caughtUp(partition));
    }

    void revoked(Set<Integer> partitions) {
        of("revoked partitions", partitions, () -> listener.revoked(partitions));
    }

    private void of(ConsumerRecord<byte[], byte[]> record, Runnable call) {
        try {
            call.run();
        } catch (NotYetException e) {
            throw e;
        } catch (GivenUpException e) {
            failures.put(record, e.reason());
        } catch (RuntimeException e) {
            failed("record %d@%d".formatted(record.partition(), record.offset()), e);
            failures.put(record, "a fault of its reader: " + e);
        }
    }

    private void of(String what, Object partitions, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            failed(what + " " + partitions, e);
        }
    }

    private void failed(String what, RuntimeException e) {
        metrics.listenerFailures.labels(topicName).inc();
        LOG.error("The listener to {} failed with {}", topicName, what, e);
    }
}
