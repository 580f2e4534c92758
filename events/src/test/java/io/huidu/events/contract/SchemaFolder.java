package io.huidu.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.huidu.events.EventType;
import io.huidu.events.codec.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder of JSON Schemas that refer to each other, with a folder of examples in it. */
record SchemaFolder(Path path) {

    /** Marks a list of words to which more may be added. */
    static final String OPEN = "x-open";

    static final SchemaFolder TODAY = new SchemaFolder(Path.of("src/main/resources/io/huidu/events/schemas"));
    static final SchemaFolder PUBLISHED = new SchemaFolder(Path.of("src/test/resources/published"));

    private static final JsonMapper JSON = new JsonMapper();

    List<Path> schemas() {
        return files(path);
    }

    List<Path> examples() {
        return files(path.resolve("examples"));
    }

    JsonNode schema(String file) {
        return json(path.resolve(file));
    }

    /** What a reference stands for, such as {@code shared.v1.json#/$defs/weight}. */
    JsonNode referred(String reference) {
        String[] parts = reference.split("#", 2);
        JsonNode schema = schema(parts[0]);
        return parts.length == 1 ? schema : schema.at(parts[1]);
    }

    /** A validator; lists of words that may grow let any text pass. */
    JsonSchema validator(EventType type) {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(iri -> {
                    JsonNode schema = schema(iri.substring(iri.lastIndexOf('/') + 1));
                    open(schema);
                    return schema.toString();
                })));
        return factory.getSchema(
                SchemaLocation.of(Schemas.uri(type).toString()),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    private static void open(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path(OPEN).asBoolean()) {
            object.remove(List.of("oneOf", "enum", OPEN));
        }
        if (schema instanceof ObjectNode || schema instanceof ArrayNode) {
            schema.forEach(SchemaFolder::open);
        }
    }

    static EventType type(JsonNode example) {
        return EventType.of(example.path("type").asText()).orElseThrow();
    }

    static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
