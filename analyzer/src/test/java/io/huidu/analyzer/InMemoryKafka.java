package io.huidu.analyzer;

import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.kafka.EventListener;
import io.huidu.events.kafka.EventPublisher;
import io.huidu.events.kafka.EventSubscriber;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.OnwardListener;
import io.prometheus.client.Collector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Kafka for one process, with one partition that is empty at first. */
final class InMemoryKafka implements KafkaConnection {

    private final List<Envelope> published = new CopyOnWriteArrayList<>();
    private Optional<String> problem = Optional.empty();
    private Optional<EventListener> listener = Optional.empty();
    private String group = "";
    private volatile boolean closed;

    List<Envelope> published() {
        return published;
    }

    String group() {
        return group;
    }

    boolean isClosed() {
        return closed;
    }

    void fail(String why) {
        problem = Optional.of(why);
    }

    void assign() {
        listener.orElseThrow().assigned(Set.of(0));
    }

    void catchUp() {
        listener.orElseThrow().caughtUp(0);
    }

    void receive(Envelope envelope) {
        listener.orElseThrow().received(envelope, 0);
    }

    @Override
    public EventPublisher publisher() {
        return new EventPublisher() {
            @Override
            public CompletableFuture<Void> publish(Envelope envelope) {
                published.add(envelope);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Void> tombstone(ReleaseKey release) {
                throw new UnsupportedOperationException("The analyzer ends no requests");
            }
        };
    }

    @Override
    public EventSubscriber whole(Topic topic, String asGroup, EventListener told) {
        if (topic != Topic.ANALYSIS_REQUESTS) {
            throw new IllegalArgumentException("topic: got %s, expected the requests".formatted(topic));
        }
        group = asGroup;
        listener = Optional.of(told);
        return () -> {};
    }

    @Override
    public EventSubscriber onward(Topic topic, String group, Instant since, OnwardListener listener) {
        throw new UnsupportedOperationException("The analyzer reads requests only");
    }

    @Override
    public EventSubscriber tail(Topic topic, Instant since, EventListener told) {
        throw new UnsupportedOperationException("The analyzer reads requests only");
    }

    @Override
    public boolean reachable() {
        return problem.isEmpty();
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public Optional<String> fault() {
        return Optional.empty();
    }

    @Override
    public Collector metrics() {
        return new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return List.of();
            }
        };
    }

    @Override
    public void close() {
        closed = true;
    }
}
