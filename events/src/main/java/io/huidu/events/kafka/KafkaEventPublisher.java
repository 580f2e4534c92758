package io.huidu.events.kafka;

import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.codec.EventCodec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to a Kafka producer on a thread of its own: a producer that has no metadata blocks its caller, and
 * nobody who rolls a release back may wait for that. The thread waits for the topics before it sends anything, because
 * a broker might otherwise create them in its own way.
 */
final class KafkaEventPublisher implements EventPublisher, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventPublisher.class);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final KafkaSettings settings;
    private final EventCodec codec;
    private final TopicsGate topics;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final KafkaMetrics metrics;
    private final Limits limits;
    /** In bytes. */
    private final Semaphore room;

    private final ExecutorService sender;
    /** Used by the sender's thread only; closed after it. */
    private @Nullable Producer<byte[], byte[]> producer;

    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean closed;

    /**
     * What it holds on to, so that a broker that is away for long costs no more memory than one that is away for a
     * minute.
     *
     * @param events that wait to be handed to the producer
     * @param bytes of the events that are waiting or under way
     * @param patience after which one that waits is given up
     */
    record Limits(int events, int bytes, Duration patience) {
        static final Limits DEFAULT = new Limits(10_000, 32 * 1024 * 1024, Duration.ofSeconds(60));
    }

    KafkaEventPublisher(
            KafkaSettings settings,
            EventCodec codec,
            TopicsGate topics,
            Supplier<Producer<byte[], byte[]>> producers,
            KafkaMetrics metrics,
            Limits limits) {
        this.settings = settings;
        this.codec = codec;
        this.topics = topics;
        this.producers = producers;
        this.metrics = metrics;
        this.limits = limits;
        this.room = new Semaphore(limits.bytes());
        this.sender = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.events()),
                Thread.ofPlatform().name("kafka-publisher").daemon().factory());
    }

    @Override
    public CompletableFuture<Void> publish(Envelope envelope) {
        String topic = settings.nameOf(envelope.type().topic());
        ProducerRecord<byte[], byte[]> record;
        try {
            record = codec.encode(topic, envelope);
        } catch (IllegalArgumentException e) {
            metrics.givenUp.labels(topic).inc();
            LOG.error("{} of {} can't be written", envelope.type().type(), envelope.release(), e);
            return CompletableFuture.failedFuture(e);
        }
        return send(record);
    }

    @Override
    public CompletableFuture<Void> tombstone(ReleaseKey release) {
        return send(codec.tombstone(settings.nameOf(Topic.ANALYSIS_REQUESTS), release));
    }

    /** Why events don't get through; empty since one did. */
    Optional<String> problem() {
        return problem;
    }

    CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
        int bytes = record.value() == null ? 0 : record.value().length;
        if (!room.tryAcquire(bytes)) {
            return refused(record, "more than %d bytes wait".formatted(limits.bytes()));
        }
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        CompletableFuture<Void> noted = outcome.whenComplete((nothing, error) -> {
            room.release(bytes);
            note(record.topic(), error);
        });
        long deadline = System.nanoTime() + limits.patience().toNanos();
        try {
            sender.execute(() -> hand(record, deadline, outcome));
        } catch (RejectedExecutionException e) {
            outcome.completeExceptionally(
                    new IllegalStateException("closed, or more than %d events wait".formatted(limits.events()), e));
        }
        return noted;
    }

    private CompletableFuture<Void> refused(ProducerRecord<byte[], byte[]> record, String why) {
        IllegalStateException failure = new IllegalStateException(why);
        note(record.topic(), failure);
        return CompletableFuture.failedFuture(failure);
    }

    /** Gives what is left a few seconds; then it is given up, and its futures say so. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
                giveUpWaiting();
                // The one under way was interrupted and ends now; its future must be complete before this returns.
                var unused = sender.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            giveUpWaiting();
            Thread.currentThread().interrupt();
        }
        discardProducer(CLOSING);
    }

    /** Interrupts the one under way, and begins those that nobody has begun, to end at once. */
    private void giveUpWaiting() {
        closed = true;
        sender.shutdownNow().forEach(Runnable::run);
    }

    private void hand(ProducerRecord<byte[], byte[]> record, long deadline, CompletableFuture<Void> outcome) {
        if (closed) {
            outcome.completeExceptionally(new IllegalStateException("the publisher was closed"));
            return;
        }
        try {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (left.isZero() || !topics.await(left)) {
                outcome.completeExceptionally(
                        new IllegalStateException("Kafka could not be used within " + limits.patience()));
                return;
            }
            var unused = producer().send(record, (metadata, error) -> complete(outcome, error));
        } catch (InterruptedException | InterruptException e) {
            outcome.completeExceptionally(new IllegalStateException("the publisher was closed", e));
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
            if (!(e instanceof RetriableException)) {
                // After a fatal error, of authorization for instance, a producer refuses everything for ever.
                discardProducer(Duration.ZERO);
            }
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = producers.get();
            producer = current;
        }
        return current;
    }

    private synchronized void discardProducer(Duration patience) {
        Producer<byte[], byte[]> current = producer;
        producer = null;
        if (current != null) {
            current.close(patience);
        }
    }

    private static void complete(CompletableFuture<Void> outcome, @Nullable Exception error) {
        if (error == null) {
            outcome.complete(null);
        } else {
            outcome.completeExceptionally(error);
        }
    }

    /** Counts every outcome; logs the first failure of a series and its end, since an outage makes many. */
    private void note(String topic, @Nullable Throwable error) {
        if (error == null) {
            metrics.published.labels(topic).inc();
            if (problem.isPresent()) {
                LOG.info("Events get through to Kafka again");
                problem = Optional.empty();
            }
            return;
        }
        metrics.givenUp.labels(topic).inc();
        if (problem.isEmpty()) {
            LOG.warn("An event for {} was given up; more may follow unlogged until one gets through", topic, error);
        }
        problem = Optional.of("events don't get through to %s: %s".formatted(topic, error));
    }
}
