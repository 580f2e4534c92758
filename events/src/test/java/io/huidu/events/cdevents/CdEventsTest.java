package io.huidu.events.cdevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.RandomEvents;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseKey;
import io.huidu.events.ReleaseState;
import io.huidu.events.Topic;
import io.huidu.events.Weight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made of our events is valid by the schemas that the CDEvents SDK carries. */
class CdEventsTest {

    private static final long SEED = 20260301;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<EventType> SILENT =
            Set.of(EventType.ANALYSIS_PROMOTE, EventType.ANALYSIS_PROGRESSED, EventType.COMMAND_REFUSED);
    /** Any schema of the SDK: all have the same shape, and the type in it is replaced by the custom one. */
    private static final String FOR_CUSTOM = "servicedeployed";

    private final CdEventCodec codec = new CdEventCodec();

    @ParameterizedTest
    @EnumSource
    void whateverIsToldIsAValidCdEventOrNone(EventType type) {
        RandomEvents random = new RandomEvents(SEED);
        for (int i = 0; i < 50; i++) {
            Envelope envelope = random.envelope(type);

            Optional<CdEvent> told = CdEvents.of(envelope);

            assertThat(told.isPresent())
                    .isEqualTo(CdEvents.tells(type))
                    .isEqualTo(type.topic() == Topic.EVENTS && !SILENT.contains(type));
            told.ifPresent(event -> {
                assertThat(event.context().id()).isEqualTo(envelope.id());
                assertThat(schema(event.context().type()).validate(json(event))).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RELEASE_STARTED, STARTED, dev.cdevents.service.deployed.0.1.1, pkg:generic/shop/servicea@v2",
        "RELEASE_PROMOTED, PROMOTED, dev.cdevents.service.upgraded.0.1.1, pkg:generic/shop/servicea@v2",
        "RELEASE_ROLLED_BACK, ERRORS_REGRESSED, dev.cdevents.service.rolledback.0.1.1, pkg:generic/shop/servicea@v1",
        "RELEASE_ABORTED, DESIRED_CHANGED, dev.cdeventsx.huidu-release.aborted.0.1.0, pkg:generic/shop/servicea@v2",
        "RELEASE_PAUSED, AWAITING_APPROVAL, dev.cdeventsx.huidu-approval.created.0.1.0, pkg:generic/shop/servicea@v2",
        "RELEASE_PAUSED, AWAITING_RESUME, dev.cdeventsx.huidu-release.paused.0.1.0, pkg:generic/shop/servicea@v2"
    })
    void aChangeIsToldInTheWordsThereAreForIt(EventType type, Reason reason, String cdType, String artifact) {
        CdEvent event = CdEvents.of(changed(type, reason)).orElseThrow();

        assertThat(event.context().type()).isEqualTo(cdType);
        assertThat(event.subject().content()).containsEntry("artifactId", artifact);
        assertThat(json(event).at("/subject/content/environment/id").asText()).isEqualTo("shop");
        assertThat(json(event).at("/customData/weightAsked").asInt()).isEqualTo(25);
    }

    @Test
    void aVerdictToRollBackIsAnIncident() {
        Envelope verdict = new RandomEvents(SEED).envelope(EventType.ANALYSIS_ROLLBACK);

        CdEvent event = CdEvents.of(verdict).orElseThrow();

        assertThat(event.context().type()).isEqualTo("dev.cdevents.incident.detected.0.1.0");
        assertThat(json(event).at("/subject/content/service/id").asText())
                .isEqualTo(verdict.release().toString());
    }

    @Test
    void theRecordIsACloudEventOnTheReleasesKey() {
        CdEvent event = CdEvents.of(changed(EventType.RELEASE_PROMOTED, Reason.PROMOTED))
                .orElseThrow();

        ProducerRecord<byte[], byte[]> written = codec.encode("cdevents", "shop/servicea", event);

        assertThat(new String(written.key(), StandardCharsets.UTF_8)).isEqualTo("shop/servicea");
        assertThat(header(written, "ce_id")).isEqualTo("shop/servicea/01234567-1/promoted");
        assertThat(header(written, "ce_type")).isEqualTo("dev.cdevents.service.upgraded.0.1.1");
        assertThat(header(written, "ce_subject")).isEqualTo("shop/servicea");
        assertThat(header(written, "ce_source")).isEqualTo("/huidu/cdevents");
        assertThat(written.value()).isEqualTo(codec.json(event));
    }

    @Test
    void aCdEventWithoutItsArtifactIsInvalid() {
        ObjectNode event = (ObjectNode) json(CdEvents.of(changed(EventType.RELEASE_PROMOTED, Reason.PROMOTED))
                .orElseThrow());
        ((ObjectNode) event.at("/subject/content")).remove("artifactId");

        assertThat(schema("dev.cdevents.service.upgraded.0.1.1").validate(event))
                .isNotEmpty();
    }

    private static Envelope changed(EventType type, Reason reason) {
        ReleaseKey key = new ReleaseKey("shop", "servicea");
        return new Envelope(
                "shop/servicea/01234567-1/promoted",
                URI.create("/huidu/shifter"),
                Instant.parse("2026-03-01T10:15:00Z"),
                "shop/servicea/01234567-1",
                Optional.empty(),
                new ReleaseChanged(
                        type,
                        new ReleaseState(
                                key,
                                "shop/servicea/01234567-1",
                                "v1",
                                "v2",
                                1,
                                4,
                                Weight.of(25),
                                Optional.empty(),
                                reason,
                                "in words",
                                Optional.empty())));
    }

    private JsonNode json(CdEvent event) {
        try {
            return JSON.readTree(codec.json(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Custom events have the same context and no schema of their own, so only the subject's may be anything. */
    private static JsonSchema schema(String type) {
        String[] parts = type.split("\\.", -1);
        boolean custom = parts[1].equals("cdeventsx");
        ObjectNode schema = read(custom ? FOR_CUSTOM : parts[2] + parts[3]);
        if (custom) {
            ((ObjectNode) schema.at("/properties/context/properties/type")).remove("enum");
            ((ObjectNode) schema.at("/properties/subject/properties/type")).remove("enum");
            ((ObjectNode) schema.at("/properties/subject/properties/content")).remove("additionalProperties");
        }
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    private static ObjectNode read(String name) {
        try (InputStream schema = Objects.requireNonNull(
                CdEventsTest.class.getResourceAsStream("/dev/cdevents/spec/schemas/" + name + ".json"), name)) {
            return (ObjectNode) JSON.readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
