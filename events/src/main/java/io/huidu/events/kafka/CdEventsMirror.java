package io.huidu.events.kafka;

import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Topic;
import io.huidu.events.cdevents.CdEventCodec;
import io.huidu.events.cdevents.CdEvents;
import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what stands on {@code huidu.events} as CDEvents on a topic of their own, as the group {@code huidu-cdevents}:
 * each at least once, in the order of its release. One is written again only if this process, or its right to the
 * partition, ends after brokers have it and before that was committed, or if their answer is lost; it has the same id
 * then. What can't be written is tried until it can: it waits on {@code huidu.events}, and nothing else waits for it, as
 * producer and thread are its own.
 */
public final class CdEventsMirror implements OnwardListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CdEventsMirror.class);
    private static final String GROUP = "huidu-cdevents";
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final CdEventCodec codec = new CdEventCodec();
    private final Counter told = Counter.build(
                    "huidu_cdevents_total",
                    "CDEvents by outcome: mirrored, given_up for one that brokers don't take for its size, and failed for a try.")
            .labelNames("outcome")
            .create();
    private @Nullable Producer<byte[], byte[]> producer;
    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean closed;

    CdEventsMirror(String topic, Supplier<Producer<byte[], byte[]>> producers) {
        this.topic = topic;
        this.producers = producers;
    }

    /**
     * Starts to tell what happens from an instant on, or from where the group has got to.
     *
     * @param kafka from which events are read; to be closed after this
     * @param topic its whole name; it is never created here
     */
    public static CdEventsMirror start(KafkaConnection kafka, KafkaSettings settings, String topic, Instant since) {
        ClientConfigs configs = new ClientConfigs(settings, GROUP);
        CdEventsMirror mirror = new CdEventsMirror(topic, () -> new KafkaProducer<>(configs.producer()));
        kafka.onward(Topic.EVENTS, GROUP, since, mirror);
        return mirror;
    }

    /** What it has done, for Prometheus. */
    public Collector metrics() {
        return told;
    }

    /** For {@code /readyz}: why nothing gets through; empty since something did. */
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public boolean wants(EventType type) {
        return CdEvents.tells(type);
    }

    @Override
    public void received(Envelope envelope, int partition) {
        CdEvents.of(envelope)
                .ifPresent(event -> write(codec.encode(topic, envelope.release().toString(), event)));
    }

    private void write(ProducerRecord<byte[], byte[]> record) {
        try {
            producer().send(record).get();
            told.labels("mirrored").inc();
            problem = Optional.empty();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
            throw new NotYetException(PAUSE);
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /** After a fatal error a producer refuses everything for ever, so that the next try has another one. */
    private RuntimeException failure(@Nullable Throwable error) {
        discardProducer();
        if (error instanceof RecordTooLargeException) {
            told.labels("given_up").inc();
            return new GivenUpException("its CDEvent is too large for %s: %s".formatted(topic, error.getMessage()));
        }
        told.labels("failed").inc();
        if (problem.isEmpty() && !closed) {
            LOG.warn("CDEvents don't get through to {}; they wait", topic, error);
        }
        problem = Optional.of("CDEvents don't get through to %s: %s".formatted(topic, error));
        return new NotYetException(PAUSE);
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new NotYetException(PAUSE);
        }
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = producers.get();
            producer = current;
        }
        return current;
    }

    private synchronized void discardProducer() {
        Producer<byte[], byte[]> current = producer;
        producer = null;
        if (current != null) {
            current.close(Duration.ZERO);
        }
    }

    /** Writes nothing more; to be followed by the end of the connection. */
    @Override
    public void close() {
        closed = true;
        discardProducer();
    }
}
