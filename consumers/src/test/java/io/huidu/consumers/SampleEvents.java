package io.huidu.consumers;

import io.huidu.events.Envelope;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.Topic;
import io.huidu.events.codec.Decoded;
import io.huidu.events.codec.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The events in {@code src/test/resources/events}, with the sentences that analyzer and shifter really say. */
public final class SampleEvents {

    private SampleEvents() {}

    public static Envelope envelope(String name) {
        byte[] value = bytes("/events/" + name + ".json");
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        byte[] key = "shop/servicea".getBytes(StandardCharsets.UTF_8);
        Decoded decoded = new EventCodec()
                .decode(
                        Topic.EVENTS,
                        new ConsumerRecord<>(
                                "huidu.events",
                                0,
                                0,
                                0,
                                TimestampType.CREATE_TIME,
                                0,
                                0,
                                key,
                                value,
                                headers,
                                Optional.empty()));
        if (decoded instanceof Decoded.Message(Envelope envelope)) {
            return envelope;
        }
        throw new IllegalStateException("%s: got %s, expected an event".formatted(name, decoded));
    }

    public static ReleaseChanged change(String name) {
        return (ReleaseChanged) envelope(name).event();
    }

    /** A file of {@code src/test/resources}. */
    public static String text(String resource) {
        return new String(bytes(resource), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = SampleEvents.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
