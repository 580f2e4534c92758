package io.huidu.events.codec;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.huidu.events.Envelope;
import io.huidu.events.Event;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Seal;
import io.huidu.events.Topic;
import io.huidu.limits.InputLimit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Events as CloudEvents 1.0 in Kafka records, after the CloudEvents Kafka protocol binding 1.0.2.
 *
 * <p>Written in binary mode: attributes in {@code ce_…} headers, {@code content-type: application/json}, the data as
 * value, {@code namespace/name} as key. Read in binary and structured mode. Both directions are pure and thread-safe.
 */
public final class EventCodec {

    /** The largest value that is read or written: what a broker takes by default, less room for headers. */
    private static final int MOST_BYTES = InputLimit.EVENT.bytes();

    private static final String CORRELATION = "correlationid";
    private static final String CAUSATION = "causationid";
    private static final String SIGNATURE = "signature";

    /** The longest attribute that is read; ours are not half as long. */
    private static final int LONGEST_ATTRIBUTE = 1_500;

    private static final String JSON = "application/json";
    private static final String TYPE_HEADER = "ce_type";
    private static final JsonFormat STRUCTURED = new JsonFormat();

    private final EventJson json = new EventJson();

    /**
     * Writes an event.
     *
     * @param topic the topic's name in this installation
     * @throws IllegalArgumentException when the event holds what JSON can't say, or is too large
     */
    public ProducerRecord<byte[], byte[]> encode(String topic, Envelope envelope) {
        return KafkaMessageFactory.createWriter(topic, key(envelope.release())).writeBinary(cloudEvent(envelope));
    }

    /**
     * Writes an event as one JSON object without line breaks: CloudEvents' structured mode.
     *
     * @throws IllegalArgumentException as {@link #encode} does
     */
    public byte[] structured(Envelope envelope) {
        return STRUCTURED.serialize(cloudEvent(envelope));
    }

    private CloudEvent cloudEvent(Envelope envelope) {
        byte[] data = json.write(envelope.event());
        if (data.length > MOST_BYTES) {
            throw new IllegalArgumentException("%s: got %d bytes of data, expected at most %d"
                    .formatted(envelope.type().type(), data.length, MOST_BYTES));
        }
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(envelope.id())
                .withType(envelope.type().type())
                .withSource(envelope.source())
                .withTime(envelope.time().atOffset(ZoneOffset.UTC))
                .withDataSchema(Schemas.uri(envelope.type()))
                .withData(JSON, data)
                .withExtension(CORRELATION, envelope.correlationId());
        envelope.causationId().ifPresent(cause -> event.withExtension(CAUSATION, cause));
        envelope.seal().ifPresent(seal -> event.withExtension(SIGNATURE, seal.token()));
        return event.build();
    }

    /** The record that takes a release out of a compacted topic. */
    public ProducerRecord<byte[], byte[]> tombstone(String topic, ReleaseKey release) {
        return new ProducerRecord<>(topic, key(release), null);
    }

    /**
     * Reads a record; never throws for what stands in it.
     *
     * <p>Lenient where CloudEvents is: an event without {@code time} happened when its record was written, and one
     * without {@code correlationid} begins a story of its own, under its own id.
     *
     * @param topic which topic of the contract the record comes from
     */
    public Decoded decode(Topic topic, ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? tombstone(topic, record) : message(topic, record);
        } catch (UnreadableException e) {
            return new Decoded.Unreadable(e.reason());
        }
    }

    /** The type that a record in binary mode names; empty for one in another mode, and for a type that isn't known. */
    public Optional<EventType> type(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.headers().lastHeader(TYPE_HEADER))
                .map(Header::value)
                .flatMap(value -> EventType.of(new String(value, StandardCharsets.UTF_8)));
    }

    private static Decoded tombstone(Topic topic, ConsumerRecord<byte[], byte[]> record) throws UnreadableException {
        if (topic.retention().isPresent()) {
            throw new UnreadableException("value: got none, expected an event, as this topic is not compacted");
        }
        try {
            return new Decoded.Tombstone(ReleaseKey.parse(keyText(record)));
        } catch (IllegalArgumentException e) {
            throw UnreadableException.of("key", e);
        }
    }

    private Decoded message(Topic topic, ConsumerRecord<byte[], byte[]> record) throws UnreadableException {
        if (record.value().length > MOST_BYTES) {
            throw UnreadableException.of("value", record.value().length + " bytes", "at most " + MOST_BYTES);
        }
        CloudEvent cloudEvent = cloudEvent(record);
        EventType type = type(topic, cloudEvent);
        byte[] data = data(cloudEvent);
        Event event = json.read(type, data);
        String key = keyText(record);
        if (!key.equals(event.release().toString())) {
            throw UnreadableException.of("key", key, "'%s', the release in the data".formatted(event.release()));
        }
        return new Decoded.Message(envelope(cloudEvent, Instant.ofEpochMilli(record.timestamp()), event, data));
    }

    /** The library throws whatever its parsers throw, so all of it is what a stranger wrote. */
    private static CloudEvent cloudEvent(ConsumerRecord<byte[], byte[]> record) throws UnreadableException {
        CloudEvent event;
        try {
            event = KafkaMessageFactory.createReader(record.headers(), record.value())
                    .toEvent();
        } catch (RuntimeException e) {
            throw new UnreadableException(
                    "record: is not a CloudEvent in binary or structured mode: " + e.getMessage());
        }
        if (event.getSpecVersion() != SpecVersion.V1) {
            throw UnreadableException.of("specversion", event.getSpecVersion().toString(), "'1.0'");
        }
        return event;
    }

    private static EventType type(Topic topic, CloudEvent event) throws UnreadableException {
        Optional<EventType> type = EventType.of(event.getType()).filter(known -> known.topic() == topic);
        if (type.isEmpty()) {
            String expected = Arrays.stream(EventType.values())
                    .filter(known -> known.topic() == topic)
                    .map(EventType::type)
                    .collect(Collectors.joining(", "));
            throw UnreadableException.of("type", event.getType(), "on this topic one of " + expected);
        }
        return type.get();
    }

    private static byte[] data(CloudEvent event) throws UnreadableException {
        String contentType = event.getDataContentType();
        if (contentType != null && !contentType.split(";", 2)[0].strip().equalsIgnoreCase(JSON)) {
            throw UnreadableException.of("datacontenttype", contentType, JSON);
        }
        CloudEventData data = event.getData();
        if (data == null) {
            throw new UnreadableException("data: got none, expected a JSON object");
        }
        return data.toBytes();
    }

    private static Envelope envelope(CloudEvent event, Instant writtenAt, Event told, byte[] data)
            throws UnreadableException {
        OffsetDateTime time = event.getTime();
        Optional<String> correlation = extension(event, CORRELATION);
        Optional<String> causation = extension(event, CAUSATION);
        bounded("id", event.getId());
        bounded("source", event.getSource().toString());
        bounded(CORRELATION, correlation.orElse(""));
        bounded(CAUSATION, causation.orElse(""));
        try {
            return new Envelope(
                    event.getId(),
                    event.getSource(),
                    time == null ? writtenAt : time.toInstant(),
                    correlation.orElse(event.getId()),
                    causation,
                    told,
                    extension(event, SIGNATURE).map(token -> Seal.of(token, data)));
        } catch (IllegalArgumentException e) {
            throw UnreadableException.of("attributes", e);
        }
    }

    private static void bounded(String name, String got) throws UnreadableException {
        if (got.length() > LONGEST_ATTRIBUTE) {
            throw UnreadableException.of(name, got.length() + " letters", "at most " + LONGEST_ATTRIBUTE);
        }
    }

    private static Optional<String> extension(CloudEvent event, String name) {
        return Optional.ofNullable(event.getExtension(name)).map(Object::toString);
    }

    private static byte[] key(ReleaseKey release) {
        return release.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String keyText(ConsumerRecord<byte[], byte[]> record) throws UnreadableException {
        byte @Nullable [] key = record.key();
        if (key == null) {
            throw new UnreadableException("key: got none, expected namespace/name of the release");
        }
        return new String(key, StandardCharsets.UTF_8);
    }
}
