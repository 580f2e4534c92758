package io.huidu.events.kafka;

import io.huidu.events.Topic;
import io.huidu.service.PerMinute;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what can't be read aside: the record as it was, with headers that say why and where it came from. A compacted
 * topic keeps such a record, so it comes here again each time the topic is read from its beginning.
 */
final class DeadLetters implements Aside {

    static final String ERROR = "huidu_error";
    static final String TOPIC = "huidu_topic";
    static final String PARTITION = "huidu_partition";
    static final String OFFSET = "huidu_offset";

    /** What was read may be told again in the reason, and may be as large as a record. */
    private static final int LONGEST_REASON = 1_000;

    /** How much may be on its way at the same time. Reading waits for it, so a flood takes no more memory than this. */
    private static final int MOST_KIBIBYTES = 16 << 10;

    /** In a minute. */
    private static final int MOST_LOGGED = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final String topic;
    private final KafkaEventPublisher publisher;
    private final KafkaMetrics metrics;
    private final PerMinute logged = new PerMinute(MOST_LOGGED, InstantSource.system());
    private final Semaphore room = new Semaphore(MOST_KIBIBYTES);

    DeadLetters(KafkaSettings settings, KafkaEventPublisher publisher, KafkaMetrics metrics) {
        this.topic = settings.nameOf(Topic.DEAD_LETTERS);
        this.publisher = publisher;
        this.metrics = metrics;
    }

    @Override
    public void put(ConsumerRecord<byte[], byte[]> record, String why) {
        String reason = readable(why);
        metrics.deadLetters.labels(record.topic()).inc();
        String where = "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
        switch (logged.next()) {
            case THROUGH -> LOG.warn("{} goes to the dead letters: {}", where, reason);
            case FIRST_HELD ->
                LOG.warn("More go to the dead letters, which say why; they are logged again in a minute");
            case HELD -> LOG.debug("{} goes to the dead letters: {}", where, reason);
        }
        Headers headers = new RecordHeaders(record.headers().toArray())
                .add(ERROR, bytes(reason))
                .add(TOPIC, bytes(record.topic()))
                .add(PARTITION, bytes(String.valueOf(record.partition())))
                .add(OFFSET, bytes(String.valueOf(record.offset())));
        int kibibytes = kibibytes(record);
        if (!isThereRoom(kibibytes)) {
            LOG.error("{} could not be put to the dead letters, as too many wait; it stays where it is", where);
            return;
        }
        var unused = publisher
                .send(new ProducerRecord<>(topic, null, record.key(), record.value(), headers))
                .whenComplete((done, error) -> {
                    room.release(kibibytes);
                    if (error != null) {
                        LOG.error("{} could not be put to the dead letters; it stays where it is", where, error);
                    }
                });
    }

    private boolean isThereRoom(int kibibytes) {
        try {
            return room.tryAcquire(kibibytes, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** With what its headers take, about. */
    private static int kibibytes(ConsumerRecord<byte[], byte[]> record) {
        int bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return Math.min(MOST_KIBIBYTES, 1 + (bytes >> 10));
    }

    /** On one line, and cut: it stands in logs and in a header. */
    private static String readable(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
