package io.huidu.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.huidu.events.EventType;
import io.huidu.events.RandomEvents;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.cdevents.CdEventCodec;
import io.huidu.events.cdevents.CdEvents;
import io.huidu.events.codec.EventCodec;
import io.huidu.events.codec.Schemas;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code asyncapi.yaml} says is what the code does. */
class AsyncApiTest {

    /** The topic of CDEvents, as the documents name it. */
    private static final String MIRROR = "cdevents";

    private final AsyncApi api = new AsyncApi();

    @Test
    void hasAChannelForEveryTopicAndTheMirrorAndNoOther() {
        assertThat(api.channels().stream()
                        .map(channel -> channel.path("address").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Arrays.stream(Topic.values()).map(Topic::topicName), Stream.of(MIRROR))
                                .toList());
    }

    @Test
    void theMirrorHasAMessageForEveryCdEventWithItsHeadersAndItsData() {
        Map<String, JsonNode> messages = api.messages(api.channel(MIRROR)).stream()
                .collect(Collectors.toMap(message -> message.path("name").asText(), message -> message));
        Set<String> ever = new HashSet<>();
        CdEventCodec codec = new CdEventCodec();
        RandomEvents random = new RandomEvents(20260301);

        for (EventType type : EventType.values()) {
            for (int i = 0; i < 100; i++) {
                CdEvents.of(random.envelope(type)).ifPresent(event -> {
                    String name = event.context().type();
                    ever.add(name);
                    JsonNode message = Objects.requireNonNull(messages.get(name), name);
                    var written = codec.encode("topic", "shop/servicea", event);
                    assertThat(names(written.headers()))
                            .isEqualTo(api.headers(message).keySet())
                            .containsExactlyInAnyOrderElementsOf(api.requiredHeaders(message));
                    assertThat(constant(message, "ce_type")).isEqualTo(name);
                    assertThat(api.schema(message.path("payload")).validate(SchemaFolder.json(written.value())))
                            .isEmpty();
                });
            }
        }

        assertThat(messages.keySet()).isEqualTo(ever);
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"ANALYSIS_REQUESTS", "EVENTS", "COMMANDS"})
    void aChannelHasAMessageForEveryTypeAndNoOther(Topic topic) {
        List<String> types = Arrays.stream(EventType.values())
                .filter(type -> type.topic() == topic)
                .map(EventType::type)
                .toList();

        assertThat(api.messages(api.channel(topic.topicName())).stream()
                        .map(message -> message.path("name").asText())
                        .filter(name -> !name.equals("tombstone")))
                .as("a new type goes into asyncapi.yaml")
                .containsExactlyInAnyOrderElementsOf(types);
    }

    @ParameterizedTest
    @EnumSource
    void aMessageNamesSchemaTitleAndMeaning(EventType type) {
        JsonNode message = message(type);
        JsonNode schema = SchemaFolder.TODAY.schema(Schemas.fileName(type));

        Path payload = Path.of(message.at("/payload/$ref").asText());

        assertThat(payload).isEqualTo(SchemaFolder.TODAY.path().resolve(Schemas.fileName(type)));
        assertThat(message.path("title").asText())
                .isEqualTo(schema.path("title").asText());
        assertThat(message.path("summary").asText())
                .isEqualTo(schema.path("description").asText());
        assertThat(constant(message, "ce_type")).isEqualTo(type.type());
        assertThat(constant(message, "ce_dataschema"))
                .isEqualTo(Schemas.uri(type).toString());
    }

    @ParameterizedTest
    @EnumSource
    void aMessageHasTheHeadersThatAreWritten(EventType type) {
        EventCodec codec = new EventCodec();
        RandomEvents random = new RandomEvents(20260301);
        Set<String> ever = new HashSet<>();
        Set<String> always = new HashSet<>(api.headers(message(type)).keySet());
        for (int i = 0; i < 50; i++) {
            Set<String> names =
                    names(codec.encode("topic", random.envelope(type)).headers());
            ever.addAll(names);
            always.retainAll(names);
        }

        assertThat(api.headers(message(type)).keySet()).isEqualTo(ever);
        assertThat(api.requiredHeaders(message(type))).containsExactlyInAnyOrderElementsOf(always);
    }

    @Test
    void theKeyIsTheRelease() {
        JsonNode described = SchemaFolder.TODAY.referred("shared.v1.json#/$defs/release");

        assertThat(Arrays.stream(EventType.values()).map(type -> api.key(message(type))))
                .allSatisfy(key -> assertThat(key.path("pattern").asText())
                        .isEqualTo(described.path("pattern").asText()));
        assertThat(new ReleaseKey("shop", "servicea").toString())
                .matches(described.path("pattern").asText());
    }

    @Test
    void everyTopicIsWrittenBySomebodyAndEveryOperationIsOnMessagesOfItsChannel() {
        for (JsonNode channel : api.channels()) {
            assertThat(api.operations(channel, "send"))
                    .as(channel.path("address").asText())
                    .isNotEmpty();
            Stream.concat(api.operations(channel, "send"), api.operations(channel, "receive"))
                    .flatMap(operation ->
                            StreamSupport.stream(operation.path("messages").spliterator(), false))
                    .forEach(
                            message -> assertThat(api.messages(channel)).contains(api.followed(api.followed(message))));
        }
    }

    @Test
    void noReferenceIsBroken() {
        api.document().findValues("$ref").forEach(reference -> {
            String target = reference.asText();
            if (target.startsWith("#/")) {
                assertThat(api.document().at(target.substring(1)).isMissingNode())
                        .as(target)
                        .isFalse();
            } else {
                assertThat(Path.of(target)).exists();
            }
        });
    }

    private static Set<String> names(Headers headers) {
        return Stream.of(headers.toArray()).map(Header::key).collect(Collectors.toSet());
    }

    private String constant(JsonNode message, String header) {
        return Objects.requireNonNull(api.headers(message).get(header))
                .path("const")
                .asText();
    }

    private JsonNode message(EventType type) {
        return api.messages(api.channel(type.topic().topicName())).stream()
                .filter(message -> message.path("name").asText().equals(type.type()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("asyncapi.yaml: no message " + type.type()));
    }
}
