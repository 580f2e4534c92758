package io.huidu.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Command;
import io.huidu.events.CommandRefused;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.EventType;
import io.huidu.events.RandomEvents;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {

    private static final long SEED = 20260301;
    private static final JsonMapper JSON = new JsonMapper();

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @EnumSource
    void everyTypeHasASchemaAndAnExample(EventType type) {
        JsonNode schema = json(directory().resolve(Schemas.fileName(type)));

        assertThat(schema.path("$id").asText()).isEqualTo(Schemas.uri(type).toString());
        assertThat(schema.path("title").asText()).isNotBlank();
        assertThat(schema.path("description").asText()).isNotBlank();
        assertThat(examples()).anyMatch(example -> type(example) == type);
    }

    @Test
    void everySchemaAndExampleBelongsToAType() {
        Set<String> shared = Set.of("shared.v1.json", "judgement.v1.json", "release-state.v1.json", "command.v1.json");
        Set<String> types =
                Arrays.stream(EventType.values()).map(Schemas::fileName).collect(Collectors.toSet());

        assertThat(files(directory())).allMatch(file -> types.contains(name(file)) || shared.contains(name(file)));
        assertThat(examples())
                .allMatch(example -> types.contains(Schemas.fileName(type(example)))
                        && name(example).startsWith(type(example).type().substring(9)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsValid(Path example) {
        assertThat(problems(type(example), json(example).path("data"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsReadAndWrittenAgainAsTheSame(Path example) {
        // Given
        JsonNode event = json(example);

        // When
        Envelope envelope = decodeStructured(example);
        ProducerRecord<byte[], byte[]> written = codec.encode("topic", envelope);

        // Then
        assertThat(json(written.value())).isEqualTo(event.path("data"));
        event.properties().stream()
                .filter(attribute -> !attribute.getKey().equals("data")
                        && !attribute.getKey().equals("datacontenttype"))
                .forEach(attribute -> assertThat(header(written, "ce_" + attribute.getKey()))
                        .as(attribute.getKey())
                        .isEqualTo(attribute.getValue().asText()));
        assertThat(header(written, "content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleHasTheIdThatTheRulesGiveIt(Path example) {
        Envelope envelope = decodeStructured(example);

        String id = switch (envelope.event()) {
            case AnalysisRequested request -> EventIds.of(request);
            case AnalysisJudged judged -> EventIds.of(judged);
            case ReleaseChanged changed -> {
                String fact = envelope.id()
                        .substring(EventIds.ofChange(changed.state().releaseId(), "")
                                .length());
                yield EventIds.ofChange(changed.state().releaseId(), fact);
            }
            case Command command -> EventIds.of(command, envelope.time());
            case CommandRefused refused -> EventIds.of(refused);
        };

        assertThat(envelope.id()).isEqualTo(id);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleSaysWhatLedToItUnlessItIsACommand(Path example) {
        Envelope envelope = decodeStructured(example);

        assertThat(envelope.causationId().isPresent()).isEqualTo(envelope.type().topic() != Topic.COMMANDS);
    }

    @ParameterizedTest
    @EnumSource
    void whatJavaWritesIsValidAndFullyDescribed(EventType type) {
        System.out.println("seed " + SEED);
        RandomEvents random = new RandomEvents(SEED);
        JsonSchema closed = schema(type, true);
        for (int i = 0; i < 50; i++) {
            Envelope envelope = random.envelope(type);

            JsonNode data = json(codec.encode("topic", envelope).value());

            assertThat(closed.validate(data)).as(data::toPrettyString).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMissingOrOfTheWrongTypeIsRefused(EventType type) {
        // Given
        ObjectNode data = (ObjectNode) json(examples().stream()
                        .filter(example -> type(example) == type)
                        .findFirst()
                        .orElseThrow())
                .path("data");
        Set<String> optional =
                Set.of("nextWeight", "traffic", "missing", "weightObserved", "judgement", "desired", "image", "shown");

        for (String field : data.properties().stream().map(Map.Entry::getKey).toList()) {
            // When
            ObjectNode without = data.deepCopy().without(field);
            ObjectNode wrong = data.deepCopy().set(field, JSON.createArrayNode().add(true));

            // Then
            boolean unproven = type == EventType.COMMAND_REFUSED && field.equals("actor");
            if (!optional.contains(field) && !unproven) {
                assertThat(problems(type, without)).as("without %s", field).isNotEmpty();
            }
            assertThat(problems(type, wrong)).as("wrong %s", field).isNotEmpty();
        }
    }

    @Test
    void theSchemaKnowsEveryReason() {
        JsonNode reasons = json(directory().resolve("shared.v1.json")).at("/$defs/reason/oneOf");

        assertThat(StreamSupport.stream(reasons.spliterator(), false)
                        .map(reason -> reason.path("const").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::toString).toList());
    }

    @Test
    void everyFieldIsDescribed() {
        for (Path file : files(directory())) {
            json(file).findValues("properties").stream()
                    .flatMap(properties -> properties.properties().stream())
                    .forEach(field -> assertThat(described(field.getValue()))
                            .as("%s in %s", field.getKey(), name(file))
                            .isTrue());
        }
    }

    private static boolean described(JsonNode field) {
        String reference = field.path("$ref").asText();
        return field.hasNonNull("description")
                || json(directory().resolve("shared.v1.json"))
                        .at(reference.substring(reference.indexOf('#') + 1))
                        .hasNonNull("description");
    }

    private Envelope decodeStructured(Path example) {
        EventType type = type(example);
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        byte[] key = json(example).at("/data/release").asText().getBytes(StandardCharsets.UTF_8);
        byte[] value = json(example).toString().getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "topic",
                0,
                0,
                0L,
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                headers,
                Optional.empty());
        Decoded decoded = codec.decode(type.topic(), record);
        assertThat(decoded).isInstanceOf(Decoded.Message.class);
        return ((Decoded.Message) decoded).envelope();
    }

    private static Set<ValidationMessage> problems(EventType type, JsonNode data) {
        return schema(type, false).validate(data);
    }

    /** A closed schema also refuses fields that it doesn't describe, which the published one lets pass. */
    private static JsonSchema schema(EventType type, boolean closed) {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(iri -> {
                    JsonNode schema = json(directory().resolve(iri.substring(iri.lastIndexOf('/') + 1)));
                    if (closed) {
                        close(schema);
                    }
                    return schema.toString();
                })));
        return factory.getSchema(
                SchemaLocation.of(Schemas.uri(type).toString()),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        if (schema instanceof ObjectNode || schema instanceof ArrayNode) {
            schema.forEach(SchemasTest::close);
        }
    }

    private static EventType type(Path example) {
        return EventType.of(json(example).path("type").asText()).orElseThrow();
    }

    private static List<Path> examples() {
        return files(directory().resolve("examples"));
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        URL resource = Objects.requireNonNull(EventType.class.getResource("schemas"));
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static JsonNode json(Path file) {
        try {
            return json(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
