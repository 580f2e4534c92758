package io.huidu.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@code docs/events.md}: {@code asyncapi.yaml} and the schemas that it refers to, as a page for readers. */
final class EventsPage {

    private static final String SCHEMAS = "../events/src/main/resources/io/huidu/events/schemas/";
    private static final String YOURS = "yours to say";
    private final AsyncApi api = new AsyncApi();
    private final Map<String, List<String>> dataSections = new TreeMap<>();

    String text() {
        List<String> page = new ArrayList<>();
        page.add("""
                # Events

                <!-- Made from events/asyncapi.yaml and the JSON Schemas; CONTRIBUTING.md says how. -->

                %s

                The contract itself: [asyncapi.yaml](../events/asyncapi.yaml), and
                [a JSON Schema and examples for each type](../events/src/main/resources/io/huidu/events/schemas).
                """.formatted(wrapped(api.document().at("/info/description").asText())));
        api.channels().forEach(channel -> page.add(channel(channel)));
        page.add(headers());
        page.add("## Data\n");
        dataSections.values().forEach(page::addAll);
        return String.join("\n", page);
    }

    // A topic

    private String channel(JsonNode channel) {
        JsonNode binding = channel.at("/bindings/kafka");
        JsonNode configuration = binding.path("topicConfiguration");
        String kept = configuration.has("retention.ms")
                ? "%d days".formatted(configuration.path("retention.ms").asLong() / 86_400_000)
                : configuration.isMissingNode() ? YOURS : "the latest record per key";
        return """
                ## %s

                %s

                | partitions | kept | key | written by | read by |
                |---|---|---|---|---|
                | %s | %s | %s | %s | %s |

                | type | when | data | example |
                |---|---|---|---|
                %s
                """.formatted(
                        channel.path("address").asText(),
                        wrapped(channel.path("description").asText()),
                        binding.path("partitions").asText(YOURS),
                        kept,
                        key(api.messages(channel).getFirst()),
                        parts(channel, "send"),
                        parts(channel, "receive"),
                        api.messages(channel).stream().map(this::row).collect(Collectors.joining("\n")));
    }

    private String key(JsonNode message) {
        return cell(api.key(message).path("description").asText());
    }

    private String parts(JsonNode channel, String action) {
        String parts = api.operations(channel, action)
                .flatMap(operation -> elements(operation.path("tags")))
                .map(tag -> tag.path("name").asText())
                .distinct()
                .collect(Collectors.joining(", "));
        return parts.isEmpty() ? "people" : parts;
    }

    private String row(JsonNode message) {
        String name = message.path("name").asText();
        String reference = message.at("/payload/$ref").asText();
        if (!reference.endsWith(".json")) {
            String elsewhere = message.at("/externalDocs/url").asText();
            return "| %s | %s |%s | |"
                    .formatted(
                            name.contains(".") ? "`" + name + "`" : name,
                            cell(message.path("summary").asText()),
                            elsewhere.isEmpty() ? "" : " [schema](%s)".formatted(elsewhere));
        }
        String file = String.valueOf(Path.of(reference).getFileName());
        String data = described(file);
        return "| `%s` | %s | [%s](#%s) | [%s](%sexamples/%s) |"
                .formatted(
                        name,
                        cell(message.path("summary").asText()),
                        title(data),
                        anchor(title(data)),
                        "example",
                        SCHEMAS,
                        file);
    }

    // Headers

    private String headers() {
        JsonNode message = api.messages(api.channel("huidu.events")).getFirst();
        List<String> required = api.requiredHeaders(message);
        JsonNode described = api.document().at("/components/schemas/cloudEventHeaders/properties");
        return """
                ## Headers

                In binary mode, as written. In structured mode the attributes of the same name, without `ce_`, stand in the
                value, and `content-type` is `application/cloudevents+json`.

                | header | always | what |
                |---|---|---|
                %s
                """.formatted(described.properties().stream()
                .map(header -> "| `%s` | %s | %s |"
                        .formatted(
                                header.getKey(),
                                required.contains(header.getKey()) ? "yes" : "",
                                constant(header.getValue())
                                        + cell(header.getValue()
                                                .path("description")
                                                .asText())))
                .collect(Collectors.joining("\n")));
    }

    // Data

    /** The schema that describes the fields, which several types may share; its section is made with the first. */
    private String described(String file) {
        JsonNode schema = SchemaFolder.TODAY.schema(file);
        if (schema.has("$ref") && !schema.has("properties")) {
            return described(schema.path("$ref").asText());
        }
        if (!dataSections.containsKey(file)) {
            dataSections.put(file, List.of());
            dataSections.put(file, List.of(section(file, schema)));
        }
        return file;
    }

    private String section(String file, JsonNode schema) {
        List<String> rows = new ArrayList<>();
        rows(schema, "", rows);
        return """
                ### %s

                %s

                | field | type | what |
                |---|---|---|
                %s
                %s""".formatted(
                        schema.path("title").asText(),
                        wrapped(schema.path("description").asText()),
                        String.join("\n", rows),
                        example(file).map("""

                                        <details><summary>Example</summary>

                                        ```json
                                        %s
                                        ```

                                        </details>
                                        """::formatted).orElse(""));
    }

    private void rows(JsonNode schema, String at, List<String> rows) {
        List<String> required =
                elements(schema.path("required")).map(JsonNode::asText).toList();
        schema.path("properties").properties().forEach(property -> {
            String place = at + property.getKey();
            JsonNode field = property.getValue();
            boolean optional = !required.contains(property.getKey());
            rows.add("| `%s`%s | %s | %s |"
                    .formatted(place, optional ? " (optional)" : "", type(field), cell(description(field))));
            below(field, place, rows);
        });
    }

    private void below(JsonNode field, String place, List<String> rows) {
        JsonNode schema = inlined(field);
        JsonNode items = inlined(schema.path("items"));
        rows(schema, place + ".", rows);
        rows(items, place + "[].", rows);
        elements(schema.path("oneOf"))
                .filter(choice -> choice.has("properties"))
                .forEach(choice -> {
                    String name = choice.path("properties").properties().stream()
                            .filter(p -> p.getValue().has("const"))
                            .map(p -> p.getValue().path("const").asText())
                            .findFirst()
                            .orElse("");
                    rows.add("| `%s` = %s | object | %s |"
                            .formatted(
                                    place, name, cell(choice.path("description").asText())));
                    rows(choice, place + ".", rows);
                });
    }

    /** What a reference stands for, except another schema of its own, which gets a section of its own. */
    private static JsonNode inlined(JsonNode field) {
        String reference = field.path("$ref").asText();
        return reference.contains("#") ? SchemaFolder.TODAY.referred(reference) : field;
    }

    private String type(JsonNode field) {
        String reference = field.path("$ref").asText();
        if (!reference.isEmpty() && !reference.contains("#")) {
            String title = title(described(reference));
            return "[%s](#%s)".formatted(title, anchor(title));
        }
        JsonNode schema = inlined(field);
        String type = schema.path("type").asText(schema.has("oneOf") ? "object" : schema.has("const") ? "string" : "");
        return type + details(schema).map(" "::concat).orElse("");
    }

    private static Optional<String> details(JsonNode schema) {
        if (schema.has("enum")) {
            return Optional.of(elements(schema.path("enum"))
                    .map(word -> "`" + word.asText() + "`")
                    .collect(Collectors.joining(", ")));
        }
        String bounds = Stream.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
                .filter(schema::has)
                .map(bound -> switch (bound) {
                            case "minimum" -> "≥ ";
                            case "exclusiveMinimum" -> "> ";
                            case "maximum" -> "≤ ";
                            default -> "< ";
                        }
                        + schema.path(bound).asText())
                .collect(Collectors.joining(", "));
        String format = schema.path("format").asText();
        return Optional.of(bounds.isEmpty() ? format : bounds).filter(text -> !text.isEmpty());
    }

    private static String description(JsonNode field) {
        JsonNode schema = inlined(field);
        String own = field.path("description").asText();
        String words = elements(schema.path("oneOf"))
                .filter(choice -> choice.has("const"))
                .map(choice -> "`%s`: %s"
                        .formatted(
                                choice.path("const").asText(),
                                choice.path("description").asText()))
                .collect(Collectors.joining("<br>", "<br>", ""));
        String text = own.isEmpty() ? schema.path("description").asText() : own;
        return constant(field) + text + (words.equals("<br>") ? "" : words);
    }

    private static String constant(JsonNode schema) {
        return schema.has("const") ? "`" + schema.path("const").asText() + "`. " : "";
    }

    /** The first example of a type whose data are of this schema, the shortest first. */
    private Optional<String> example(String file) {
        return SchemaFolder.TODAY.examples().stream()
                .map(SchemaFolder::json)
                .filter(event -> event.path("dataschema").asText().endsWith("/" + file)
                        || SchemaFolder.TODAY
                                .schema(event.path("dataschema").asText().replaceFirst(".*/", ""))
                                .path("$ref")
                                .asText()
                                .equals(file))
                .map(JsonNode::toPrettyString)
                .findFirst();
    }

    private static String title(String file) {
        return SchemaFolder.TODAY.schema(file).path("title").asText();
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String wrapped(String text) {
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ", -1)) {
            boolean full = column + word.length() > 119;
            wrapped.append(column == 0 ? "" : full ? "\n" : " ").append(word);
            column = full ? word.length() : column + word.length() + 1;
        }
        return wrapped.toString();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
