package io.huidu.shifter;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.Event;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.kafka.EventListener;
import io.huidu.events.kafka.EventPublisher;
import io.huidu.events.kafka.EventSubscriber;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.OnwardListener;
import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Kafka of one process: what is published can be looked at, and what is told is heard by every tail. */
final class InMemoryKafka implements KafkaConnection, EventPublisher {

    final List<Envelope> published = new CopyOnWriteArrayList<>();

    /** The compacted topic. */
    final Map<ReleaseKey, AnalysisRequested> requests = new ConcurrentHashMap<>();

    private final List<EventListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    void tell(Envelope envelope) {
        listeners.forEach(listener -> listener.received(envelope, 0));
    }

    /** The CloudEvents types of the release's story so far. */
    List<String> story() {
        return published.stream()
                .map(Envelope::event)
                .filter(ReleaseChanged.class::isInstance)
                .map(event -> event.type().type())
                .toList();
    }

    @Override
    public CompletableFuture<Void> publish(Envelope envelope) {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        published.add(envelope);
        Event event = envelope.event();
        if (event instanceof Command) {
            tell(envelope);
        }
        if (event instanceof AnalysisRequested request) {
            requests.put(request.release(), request);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> tombstone(ReleaseKey release) {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        requests.remove(release);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public EventPublisher publisher() {
        return this;
    }

    @Override
    public EventSubscriber onward(Topic topic, String group, Instant since, OnwardListener listener) {
        throw new UnsupportedOperationException("The shifter reads all");
    }

    @Override
    public EventSubscriber tail(Topic topic, Instant since, EventListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public EventSubscriber whole(Topic topic, String group, EventListener listener) {
        throw new UnsupportedOperationException("The shifter reads no whole topic");
    }

    @Override
    public boolean reachable() {
        return !away;
    }

    @Override
    public Optional<String> problem() {
        return away ? Optional.of("away") : Optional.empty();
    }

    @Override
    public Optional<String> fault() {
        return Optional.empty();
    }

    @Override
    public Collector metrics() {
        return Counter.build("in_memory_kafka", "Counts nothing.").create();
    }

    @Override
    public void close() {}
}
