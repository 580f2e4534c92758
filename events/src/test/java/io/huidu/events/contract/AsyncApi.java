package io.huidu.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@code events/asyncapi.yaml}, with local references followed and traits applied. */
public final class AsyncApi {

    static final Path FILE = Path.of("asyncapi.yaml");

    private final JsonNode document;

    /** Reads the file. */
    public AsyncApi() {
        try {
            this.document = new YAMLMapper().readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    /** The channel with this address. */
    public JsonNode channel(String address) {
        return channels().stream()
                .filter(channel -> channel.path("address").asText().equals(address))
                .findFirst()
                .orElseThrow(() -> new AssertionError("asyncapi.yaml: no channel with the address " + address));
    }

    List<JsonNode> channels() {
        return StreamSupport.stream(document.path("channels").spliterator(), false)
                .toList();
    }

    /** The messages of a channel, in their order. */
    List<JsonNode> messages(JsonNode channel) {
        return StreamSupport.stream(channel.path("messages").spliterator(), false)
                .map(this::followed)
                .toList();
    }

    /** The operations on a channel, by what is done: {@code send} or {@code receive}. */
    Stream<JsonNode> operations(JsonNode channel, String action) {
        return StreamSupport.stream(document.path("operations").spliterator(), false)
                .filter(operation -> operation.path("action").asText().equals(action))
                .filter(operation -> followed(operation.path("channel")).equals(channel));
    }

    /** All headers of a message, by name. */
    Map<String, JsonNode> headers(JsonNode message) {
        Map<String, JsonNode> headers = new LinkedHashMap<>();
        trait(message, "headers").path("properties").properties().forEach(h -> headers.put(h.getKey(), h.getValue()));
        message.at("/headers/properties").properties().forEach(h -> headers.put(h.getKey(), h.getValue()));
        return headers;
    }

    /** The names of the headers that a message always has. */
    List<String> requiredHeaders(JsonNode message) {
        return Stream.of(trait(message, "headers"), message.path("headers"))
                .flatMap(
                        headers -> StreamSupport.stream(headers.path("required").spliterator(), false))
                .map(JsonNode::asText)
                .toList();
    }

    /** The schema of its key on Kafka. */
    JsonNode key(JsonNode message) {
        JsonNode own = message.path("bindings");
        return followed((own.isMissingNode() ? trait(message, "bindings") : own).at("/kafka/key"));
    }

    /** A schema that stands in this document. */
    JsonSchema schema(JsonNode node) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        followed(node),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    private JsonNode trait(JsonNode message, String part) {
        return followed(followed(message.path("traits").path(0)).path(part));
    }

    JsonNode followed(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#/") ? followed(document.at(reference.substring(1))) : node;
    }
}
