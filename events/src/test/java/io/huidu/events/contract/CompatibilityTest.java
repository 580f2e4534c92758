package io.huidu.events.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import io.huidu.events.EventType;
import io.huidu.events.RandomEvents;
import io.huidu.events.codec.Decoded;
import io.huidu.events.codec.EventCodec;
import io.huidu.events.codec.Schemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is published stays: {@code src/test/resources/published} holds the schemas and every example that was ever
 * published. To publish what is there today:
 *
 * <pre>./mvnw -pl events test -Dtest=CompatibilityTest -Dhuidu.publish</pre>
 */
class CompatibilityTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final EventCodec codec = new EventCodec();

    @TempDir
    private Path folder;

    @Test
    void noPublishedSchemaIsBroken() throws IOException {
        List<String> breaks = SchemaFolder.PUBLISHED.schemas().stream()
                .map(file -> String.valueOf(file.getFileName()))
                .flatMap(file -> Compatibility.breaks(SchemaFolder.PUBLISHED, SchemaFolder.TODAY, file).stream())
                .toList();

        assertThat(SchemaFolder.PUBLISHED.schemas()).isNotEmpty();
        assertThat(breaks).as("a new version of the type is needed for this").isEmpty();
        if (System.getProperty("huidu.publish") != null) {
            publish();
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void whatWasWrittenOnceIsValidAndRead(Path example) {
        JsonNode event = SchemaFolder.json(example);

        assertThat(SchemaFolder.TODAY.validator(SchemaFolder.type(event)).validate(event.path("data")))
                .isEmpty();
        assertThat(decoded(event)).isInstanceOf(Decoded.Message.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenTodayIsValidForWhoKnowsThePublishedSchema(EventType type) {
        if (!SchemaFolder.PUBLISHED
                .path()
                .resolve(Schemas.fileName(type))
                .toFile()
                .exists()) {
            return; // not published yet
        }
        RandomEvents random = new RandomEvents(20260301);
        var published = SchemaFolder.PUBLISHED.validator(type);
        for (int i = 0; i < 20; i++) {
            byte[] data = codec.encode("topic", random.envelope(type)).value();

            assertThat(published.validate(new String(data, StandardCharsets.UTF_8), InputFormat.JSON))
                    .isEmpty();
        }
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                rule("a property is removed", s -> properties(s).remove("message"), ".message: was removed"),
                rule(
                        "a property is required now",
                        s -> s.withArray("required").add("weightObserved"),
                        ".weightObserved: is required now"),
                rule(
                        "a property is required no longer",
                        s -> s.withArray("required").remove(0),
                        ".release: is required no longer"),
                rule(
                        "a type is another",
                        s -> property(s, "steps").put("type", "number"),
                        ".steps: type: was \"integer\", is \"number\""),
                rule(
                        "a bound is narrowed",
                        s -> property(s, "steps").put("minimum", 1),
                        ".steps: minimum: was 0, is 1"),
                rule(
                        "a bound is widened",
                        s -> property(s, "steps").remove("minimum"),
                        ".steps: minimum: was 0, is absent"),
                rule(
                        "a pattern is new",
                        s -> property(s, "message").put("pattern", "x"),
                        ".message: pattern: was absent, is \"x\""),
                rule(
                        "a bound beside a reference narrows",
                        s -> property(s, "weightAsked").put("maximum", 99),
                        ".weightAsked: maximum: was 100, is 99"),
                rule(
                        "a reference leads elsewhere",
                        s -> property(s, "reason").put("$ref", "shared.v1.json#/$defs/release"),
                        ".reason: had any value before or after, a list of words else"),
                rule(
                        "unknown properties are refused",
                        s -> s.put("additionalProperties", false),
                        ": additionalProperties: was absent, is false"),
                rule(
                        "text became a choice",
                        s -> property(s, "message").putArray("enum").add("a"),
                        ".message: had any value before or after, a list of words else"),
                rule(
                        "a condition is new",
                        s -> s.putObject("not").putArray("required").add("judgement"),
                        ": not: was absent, is {\"required\":[\"judgement\"]}"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aRuleBites(Consumer<ObjectNode> change, String told) throws IOException {
        assertThat(breaksOf("release-state.v1.json", change)).contains("release-state.v1.json" + told);
    }

    @Test
    void wordsMayBeAddedToAnOpenListAndToNoOther() throws IOException {
        assertThat(breaksOf(
                        "shared.v1.json", schema -> reasons(schema).addObject().put("const", "Bored")))
                .isEmpty();
        assertThat(breaksOfType(
                        "release.held.v1.json",
                        "shared.v1.json",
                        schema -> reasons(schema).addObject().put("const", "Bored")))
                .isEmpty();
        assertThat(breaksOfType(
                        "release.held.v1.json",
                        "shared.v1.json",
                        schema -> reasons(schema).remove(0)))
                .contains("release.held.v1.json.reason: 'ErrorsRegressed' was removed");
        assertThat(breaksOfType(
                        "release.held.v1.json",
                        "shared.v1.json",
                        schema -> ((ObjectNode) schema.at("/$defs/reason")).remove(SchemaFolder.OPEN)))
                .contains("release.held.v1.json.reason: was open, and is closed");
        assertThat(breaksOfType(
                        "release.held.v1.json",
                        "judgement.v1.json",
                        schema -> property(schema, "verdict").withArray("enum").add("perhaps")))
                .contains("release.held.v1.json.judgement.verdict: 'perhaps' was added");
    }

    @Test
    void choicesAreTheSame() throws IOException {
        assertThat(breaksOf(
                        "analysis.requested.v1.json",
                        schema -> ((ArrayNode) schema.at("/properties/plan/properties/judge/oneOf")).remove(0)))
                .contains("analysis.requested.v1.json.plan.judge<kind=sequential>: was removed");
    }

    @Test
    void aSchemaThatIsRemovedIsMissed() throws IOException {
        copyOfToday();
        Files.delete(folder.resolve("release.held.v1.json"));

        assertThat(Compatibility.breaks(SchemaFolder.TODAY, new SchemaFolder(folder), "release.held.v1.json"))
                .containsExactly("release.held.v1.json: was removed");
    }

    @Test
    void whatMayBeDoneBreaksNothing() throws IOException {
        assertThat(breaksOf("release-state.v1.json", schema -> {
                    properties(schema).putObject("colour").put("type", "string");
                    property(schema, "message").put("description", "In other words.");
                }))
                .isEmpty();
    }

    // How a rule is tried

    private static Arguments rule(String name, Consumer<ObjectNode> change, String told) {
        return argumentSet(name, change, told);
    }

    private List<String> breaksOf(String file, Consumer<ObjectNode> change) throws IOException {
        return breaksOfType(file, file, change);
    }

    private List<String> breaksOfType(String file, String changed, Consumer<ObjectNode> change) throws IOException {
        copyOfToday();
        ObjectNode schema = (ObjectNode) SchemaFolder.TODAY.schema(changed);
        change.accept(schema);
        JSON.writeValue(folder.resolve(changed).toFile(), schema);
        return Compatibility.breaks(SchemaFolder.TODAY, new SchemaFolder(folder), file);
    }

    private void copyOfToday() throws IOException {
        for (Path schema : SchemaFolder.TODAY.schemas()) {
            Files.copy(schema, folder.resolve(schema.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static ObjectNode properties(ObjectNode schema) {
        return (ObjectNode) schema.path("properties");
    }

    private static ObjectNode property(ObjectNode schema, String name) {
        return (ObjectNode) schema.path("properties").path(name);
    }

    private static ArrayNode reasons(ObjectNode shared) {
        return (ArrayNode) shared.at("/$defs/reason/oneOf");
    }

    // What was published

    static List<Path> published() {
        return SchemaFolder.PUBLISHED.examples();
    }

    private Decoded decoded(JsonNode event) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        byte[] key = event.at("/data/release").asText().getBytes(StandardCharsets.UTF_8);
        byte[] value = event.toString().getBytes(StandardCharsets.UTF_8);
        return codec.decode(
                SchemaFolder.type(event).topic(),
                new ConsumerRecord<>(
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
                        Optional.empty()));
    }

    /** The schemas take the place of those before; examples are only ever added. */
    private static void publish() throws IOException {
        Path published = SchemaFolder.PUBLISHED.path();
        for (Path schema : SchemaFolder.TODAY.schemas()) {
            Files.copy(schema, published.resolve(schema.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        List<JsonNode> known = published().stream().map(SchemaFolder::json).toList();
        for (Path example : SchemaFolder.TODAY.examples()) {
            if (!known.contains(SchemaFolder.json(example))) {
                Files.copy(example, unused(published.resolve("examples"), String.valueOf(example.getFileName())));
            }
        }
    }

    private static Path unused(Path examples, String name) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> examples.resolve(name.replace(".json", "." + number + ".json")))
                .filter(Files::notExists)
                .findFirst()
                .orElseThrow();
    }
}
