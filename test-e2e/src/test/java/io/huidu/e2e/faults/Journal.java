package io.huidu.e2e.faults;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.huidu.e2e.world.Partitions;
import io.huidu.e2e.world.World;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.Judgement;
import io.huidu.events.Topic;
import io.huidu.events.Weight;
import io.huidu.events.codec.Decoded;
import io.huidu.events.codec.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Writes down what can be seen of a release from outside: the route, and what is said on Kafka. */
final class Journal implements AutoCloseable {

    private static final List<Topic> TOPICS = List.of(Topic.EVENTS, Topic.ANALYSIS_REQUESTS);

    private final List<Sighting> sightings = new ArrayList<>();
    private final EventCodec codec = new EventCodec();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SharedIndexInformer<Ingress> routes;
    private volatile boolean closed;

    private Journal(World world) {
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, world.broker().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        routes = world.kubernetes()
                .client()
                .network()
                .v1()
                .ingresses()
                .inNamespace(World.NAMESPACE)
                .inform(new Routes());
    }

    /** Begins with what Kafka holds already, and with the route as it is. */
    static Journal of(World world) {
        Journal journal = new Journal(world);
        Thread.ofPlatform().daemon().name("journal").start(journal::read);
        return journal;
    }

    synchronized void add(Sighting sighting) {
        sightings.add(sighting);
    }

    synchronized List<Sighting> sightings() {
        return List.copyOf(sightings);
    }

    /** The judgements on Kafka so far, in their order. */
    Stream<Judgement> judgements() {
        return sightings().stream()
                .filter(Sighting.Said.class::isInstance)
                .map(said -> ((Sighting.Said) said).envelope().event())
                .filter(AnalysisJudged.class::isInstance)
                .map(event -> ((AnalysisJudged) event).judgement());
    }

    /** What the route gives to v2 now. */
    Weight routedToV2() {
        return sightings().stream()
                .filter(Sighting.Routed.class::isInstance)
                .map(routed -> ((Sighting.Routed) routed).toV2())
                .reduce((first, second) -> second)
                .orElse(Weight.ZERO);
    }

    /** When the route first gave nothing to a version, at a time or after it. */
    Optional<Instant> zeroSince(Instant time, String version) {
        return sightings().stream()
                .filter(Sighting.Routed.class::isInstance)
                .map(Sighting.Routed.class::cast)
                .filter(routed ->
                        !routed.at().isBefore(time) && routed.to(version).equals(Weight.ZERO))
                .map(Sighting.Routed::at)
                .findFirst();
    }

    /** The reader ends by itself a moment later. */
    @Override
    public void close() {
        closed = true;
        routes.close();
    }

    private void read() {
        try (consumer) {
            List<TopicPartition> partitions = TOPICS.stream()
                    .flatMap(topic -> Partitions.of(consumer, topic.topicName()).stream())
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                consumer.poll(Duration.ofMillis(200)).forEach(this::note);
            }
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        Topic topic = TOPICS.stream()
                .filter(t -> t.topicName().equals(record.topic()))
                .findFirst()
                .orElseThrow();
        if (codec.decode(topic, record) instanceof Decoded.Message(var envelope)) {
            add(new Sighting.Said(envelope));
        }
    }

    /** As ingress-nginx reads it: the canary Ingress gets its weight, the host's the rest. The host's leads to v1. */
    private final class Routes implements ResourceEventHandler<Ingress> {

        private static final String WEIGHT = "nginx.ingress.kubernetes.io/canary-weight";

        @Override
        public void onAdd(Ingress ingress) {
            note(ingress);
        }

        @Override
        public void onUpdate(Ingress before, Ingress ingress) {
            note(ingress);
        }

        @Override
        public void onDelete(Ingress ingress, boolean unseen) {
            weight(ingress).ifPresent(w -> add(new Sighting.Routed(Instant.now(), Weight.ZERO)));
        }

        private void note(Ingress ingress) {
            weight(ingress).ifPresent(w -> add(new Sighting.Routed(Instant.now(), w)));
        }

        private static Optional<Weight> weight(Ingress ingress) {
            return Optional.ofNullable(ingress.getMetadata().getAnnotations())
                    .map(annotations -> annotations.get(WEIGHT))
                    .map(text -> Weight.of(Integer.parseInt(text)));
        }
    }
}
