package io.huidu.events.kafka;

import io.huidu.events.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
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

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final String topic;
    private final KafkaEventPublisher publisher;
    private final KafkaMetrics metrics;

    DeadLetters(KafkaSettings settings, KafkaEventPublisher publisher, KafkaMetrics metrics) {
        this.topic = settings.nameOf(Topic.DEAD_LETTERS);
        this.publisher = publisher;
        this.metrics = metrics;
    }

    @Override
    public void put(ConsumerRecord<byte[], byte[]> record, String reason) {
        metrics.deadLetters.labels(record.topic()).inc();
        String where = "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
        LOG.warn("{} goes to the dead letters: {}", where, reason);
        Headers headers = new RecordHeaders(record.headers().toArray())
                .add(ERROR, bytes(reason))
                .add(TOPIC, bytes(record.topic()))
                .add(PARTITION, bytes(String.valueOf(record.partition())))
                .add(OFFSET, bytes(String.valueOf(record.offset())));
        var unused = publisher
                .send(new ProducerRecord<>(topic, null, record.key(), record.value(), headers))
                .exceptionally(error -> {
                    LOG.error("{} could not be put to the dead letters; it stays where it is", where, error);
                    return null;
                });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
