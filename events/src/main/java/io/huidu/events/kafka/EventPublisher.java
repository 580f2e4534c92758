package io.huidu.events.kafka;

import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import java.util.concurrent.CompletableFuture;

/**
 * Writes events, in the order in which they are given. Never blocks the caller and never throws for the state of
 * Kafka: the outcome is in the future, and in {@link KafkaConnection#problem()} and the metrics too, so nobody has to
 * look at each future to know.
 */
public interface EventPublisher {

    /**
     * Writes an event to the topic of its type. Completes when all in-sync replicas have it, or exceptionally when it
     * is certain that it is given up, after a few minutes at the latest. Stages that follow run on Kafka's thread,
     * so they must not block.
     */
    CompletableFuture<Void> publish(Envelope envelope);

    /** Takes the release's request out of the compacted topic {@code huidu.analysis-requests}. */
    CompletableFuture<Void> tombstone(ReleaseKey release);
}
