package io.huidu.events.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of one subscription. Whatever a consumer throws, it is replaced by a new one after a pause, and reading
 * goes on where the {@link Reading} says.
 */
final class Subscription implements EventSubscriber {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration NOT_READY = Duration.ofMillis(200);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final String topic;
    private final TopicsGate topics;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Reading reading;
    private final Telling telling;
    private final KafkaMetrics metrics;
    private final Worker worker;
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile Optional<String> problem = Optional.empty();

    Subscription(
            String topic,
            TopicsGate topics,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Reading reading,
            Telling telling,
            KafkaMetrics metrics) {
        this.topic = topic;
        this.topics = topics;
        this.consumers = consumers;
        this.reading = reading;
        this.telling = telling;
        this.metrics = metrics;
        this.worker = Worker.start("kafka-" + topic, this::run);
    }

    /** Why reading has stopped for now; empty while it goes on. */
    Optional<String> problem() {
        return problem;
    }

    Optional<String> fault() {
        return worker.fault();
    }

    /** Asks it to end, and doesn't wait. */
    void end() {
        worker.end();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    @Override
    public void close() {
        end();
        worker.join(Duration.ofSeconds(10));
    }

    private void run(Worker me) {
        Duration pause = SHORTEST_PAUSE;
        while (!me.isEnding()) {
            try {
                if (topics.await(POLL)) {
                    read(me);
                }
            } catch (WakeupException e) {
                LOG.debug("Woken up to close");
            } catch (InterruptedException e) {
                me.end();
            } catch (RuntimeException e) {
                pause = problem.isEmpty() ? SHORTEST_PAUSE : longer(pause);
                failed(e);
                me.pause(pause);
            }
        }
    }

    private void read(Worker me) {
        Consumer<byte[], byte[]> consumer = consumers.get();
        current = consumer;
        try {
            reading.begin(consumer);
            while (!me.isEnding()) {
                if (!reading.isReady(consumer)) {
                    me.pause(NOT_READY);
                    continue;
                }
                tell(me, consumer, list(consumer.poll(POLL)));
                reading.afterPoll(consumer);
                metrics.lag.labels(topic).set(lag(consumer));
                succeeded();
            }
        } finally {
            current = null;
            try {
                consumer.close(CloseOptions.timeout(CLOSING));
            } finally {
                reading.end();
            }
        }
    }

    private void tell(Worker me, Consumer<byte[], byte[]> consumer, List<ConsumerRecord<byte[], byte[]>> records) {
        for (int i = 0; i < records.size(); i++) {
            try {
                telling.record(records.get(i));
            } catch (NotYetException e) {
                readAgain(consumer, records.subList(i, records.size()));
                rest(me, consumer, e.pause());
                return;
            }
            reading.told(records.get(i));
        }
    }

    /** Polls all the while, so that it stays a member of its group and holds up nobody who joins or leaves. */
    private static void rest(Worker me, Consumer<byte[], byte[]> consumer, Duration pause) {
        long due = System.nanoTime() + pause.toNanos();
        while (!me.isEnding() && System.nanoTime() < due) {
            consumer.pause(consumer.assignment());
            Duration left = Duration.ofNanos(Math.max(0, due - System.nanoTime()));
            readAgain(
                    consumer, consumer.poll(left.compareTo(POLL) < 0 ? left : POLL)); // of what it has just been given
        }
        consumer.resume(consumer.paused());
    }

    private static void readAgain(Consumer<byte[], byte[]> consumer, Iterable<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        records.forEach(
                record -> starts.putIfAbsent(new TopicPartition(record.topic(), record.partition()), record.offset()));
        starts.forEach(consumer::seek);
    }

    private static List<ConsumerRecord<byte[], byte[]>> list(ConsumerRecords<byte[], byte[]> records) {
        List<ConsumerRecord<byte[], byte[]>> list = new ArrayList<>(records.count());
        records.forEach(list::add);
        return list;
    }

    /** From what the consumer knows anyway: nothing here asks a broker. */
    private static double lag(Consumer<byte[], byte[]> consumer) {
        return (double) consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    private void succeeded() {
        if (problem.isPresent()) {
            LOG.info("Reading {} goes on", topic);
            problem = Optional.empty();
        }
    }

    /** Logs the first failure of a series. */
    private void failed(RuntimeException e) {
        metrics.restarts.labels(topic).inc();
        if (problem.isEmpty()) {
            LOG.warn("Reading {} failed; it is tried again until it works", topic, e);
        }
        problem = Optional.of("reading %s fails: %s".formatted(topic, e));
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
