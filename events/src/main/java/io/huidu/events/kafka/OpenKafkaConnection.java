package io.huidu.events.kafka;

import io.huidu.events.Topic;
import io.huidu.events.codec.EventCodec;
import io.prometheus.client.Collector;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection that is real; puts the parts of this package together. */
final class OpenKafkaConnection implements KafkaConnection {

    private static final Logger LOG = LoggerFactory.getLogger(OpenKafkaConnection.class);

    private final KafkaSettings settings;
    private final ClientConfigs configs;
    private final EventCodec codec = new EventCodec();
    private final KafkaMetrics metrics = new KafkaMetrics();
    private final BrokerContact contact;
    private final KafkaEventPublisher publisher;
    private final DeadLetters deadLetters;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    OpenKafkaConnection(KafkaSettings settings, String clientId) {
        KafkaTokens.allow(settings.clientProperties());
        this.settings = settings;
        this.configs = new ClientConfigs(settings, clientId);
        this.contact = new BrokerContact(settings, () -> Admin.create(configs.admin()), metrics);
        this.publisher = new KafkaEventPublisher(
                settings,
                codec,
                contact::awaitTopics,
                () -> new KafkaProducer<>(configs.producer()),
                metrics,
                KafkaEventPublisher.Limits.DEFAULT);
        this.deadLetters = new DeadLetters(settings, publisher, metrics);
    }

    @Override
    public EventPublisher publisher() {
        return publisher;
    }

    @Override
    public EventSubscriber whole(Topic topic, String group, EventListener listener) {
        String name = settings.nameOf(topic);
        Map<String, Object> config = configs.groupMember(name, group);
        return subscribe(topic, config, listener, telling -> new WholeReading(name, telling));
    }

    @Override
    public EventSubscriber tail(Topic topic, Instant since, EventListener listener) {
        String name = settings.nameOf(topic);
        Map<String, Object> config = configs.reader(name);
        return subscribe(topic, config, listener, telling -> new TailReading(name, since, telling));
    }

    @Override
    public boolean reachable() {
        return contact.problem().isEmpty();
    }

    @Override
    public Optional<String> problem() {
        return Stream.concat(
                        Stream.of(contact.problem(), publisher.problem()),
                        subscriptions.stream().map(Subscription::problem))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public Optional<String> fault() {
        return Stream.concat(Stream.of(contact.fault()), subscriptions.stream().map(Subscription::fault))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public Collector metrics() {
        return metrics;
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::end);
        subscriptions.forEach(Subscription::close);
        publisher.close();
        contact.close();
    }

    @Override
    public EventSubscriber onward(Topic topic, String group, Instant since, OnwardListener listener) {
        String name = settings.nameOf(topic);
        OnwardReading reading = new OnwardReading(name, since, listener);
        // Others read the topic as well and put such records to the dead letters; once is enough.
        Aside passedOver = (record, reason) -> LOG.debug("{}@{}: {}", record.partition(), record.offset(), reason);
        Telling telling = new Telling(topic, name, codec, reading, passedOver, deadLetters, metrics);
        return subscribe(name, configs.slowMember(name, group), reading, telling);
    }

    private EventSubscriber subscribe(
            Topic topic, Map<String, Object> config, EventListener listener, Function<Telling, Reading> reading) {
        if (topic == Topic.DEAD_LETTERS) {
            throw new IllegalArgumentException(
                    "Dead letters are no events: what can't be read would come back for ever");
        }
        String name = settings.nameOf(topic);
        Telling telling = new Telling(topic, name, codec, listener, deadLetters, deadLetters, metrics);
        return subscribe(name, config, reading.apply(telling), telling);
    }

    private EventSubscriber subscribe(String name, Map<String, Object> config, Reading reading, Telling telling) {
        Subscription subscription = new Subscription(
                name, contact::awaitTopics, () -> new KafkaConsumer<>(config), reading, telling, metrics);
        subscriptions.add(subscription);
        return subscription;
    }
}
