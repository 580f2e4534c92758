package io.huidu.events.cdevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * CDEvents in Kafka records, after their binding to CloudEvents: id, source, type, subject and time are attributes, the
 * whole CDEvent is the data. Binary mode. Thread-safe.
 */
public final class CdEventCodec {

    private final JsonMapper json = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** The JSON of a CDEvent. */
    public byte[] json(CdEvent event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(event.context().type() + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Writes a CDEvent.
     *
     * @param topic the topic's name in this installation
     * @param key the release, as on {@code huidu.events}, so that its order is kept
     */
    public ProducerRecord<byte[], byte[]> encode(String topic, String key, CdEvent event) {
        CdEvent.Context context = event.context();
        CloudEvent cloudEvent = CloudEventBuilder.v1()
                .withId(context.id())
                .withSource(URI.create(context.source()))
                .withType(context.type())
                .withSubject(event.subject().id())
                .withTime(OffsetDateTime.parse(context.timestamp()))
                .withData("application/json", json(event))
                .build();
        return KafkaMessageFactory.createWriter(topic, key.getBytes(StandardCharsets.UTF_8))
                .writeBinary(cloudEvent);
    }
}
