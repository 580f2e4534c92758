package io.huidu.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Says in what a schema breaks those who know an earlier form of it under the same version. Both sides count: what was
 * written by the earlier form must be valid by the later one, for topics are read from their beginning and writers are
 * upgraded when they like; what is written by the later form must be valid by the earlier one, for readers validate.
 *
 * <p>So nothing may be taken away, narrowed or widened: a property or a choice removed, a property newly required or
 * required no longer, another type, other words or bounds, unknown properties refused. What may be done: add a property
 * that is not required, add words to a list that is marked {@code x-open}, and change what people read. Keywords that
 * aren't understood here must stay as they are.
 */
final class Compatibility {

    private static final Set<String> FOR_PEOPLE = Set.of(
            "$schema", "$id", "$comment", "$defs", "title", "description", "examples", "deprecated", SchemaFolder.OPEN);
    private static final Set<String> COMPARED =
            Set.of("properties", "required", "items", "enum", "const", "oneOf", "additionalProperties");

    private final SchemaFolder before;
    private final SchemaFolder now;
    private final List<String> breaks = new ArrayList<>();

    private Compatibility(SchemaFolder before, SchemaFolder now) {
        this.before = before;
        this.now = now;
    }

    /** What breaks, each with its place; empty when nothing does. */
    static List<String> breaks(SchemaFolder before, SchemaFolder now, String file) {
        if (!now.path().resolve(file).toFile().exists()) {
            return List.of(file + ": was removed");
        }
        Compatibility compatibility = new Compatibility(before, now);
        compatibility.compare("", before.schema(file), now.schema(file));
        return compatibility.breaks.stream().map(place -> file + place).toList();
    }

    private void compare(String at, JsonNode then, JsonNode today) {
        JsonNode old = whole(before, then);
        JsonNode fresh = whole(now, today);
        properties(at, old, fresh);
        required(at, old, fresh);
        words(at, old, fresh);
        choices(at, old, fresh);
        additional(at, old.path("additionalProperties"), fresh.path("additionalProperties"));
        if (old.has("items") && fresh.has("items")) {
            compare(at + "[]", old.path("items"), fresh.path("items"));
        } else if (old.has("items") != fresh.has("items")) {
            breaks.add(at + ": items: there before or after, not both");
        }
        for (String keyword : keywords(old, fresh)) {
            if (!plain(old.path(keyword)).equals(plain(fresh.path(keyword)))) {
                breaks.add("%s: %s: was %s, is %s".formatted(at, keyword, told(old, keyword), told(fresh, keyword)));
            }
        }
    }

    private void properties(String at, JsonNode old, JsonNode fresh) {
        old.path("properties").properties().forEach(property -> {
            String place = at + "." + property.getKey();
            JsonNode still = fresh.path("properties").path(property.getKey());
            if (still.isMissingNode()) {
                breaks.add(place + ": was removed");
            } else {
                compare(place, property.getValue(), still);
            }
        });
    }

    private void required(String at, JsonNode old, JsonNode fresh) {
        Set<String> then = texts(old.path("required"));
        Set<String> today = texts(fresh.path("required"));
        without(today, then).forEach(name -> breaks.add(at + "." + name + ": is required now"));
        without(then, today).forEach(name -> breaks.add(at + "." + name + ": is required no longer"));
    }

    private void words(String at, JsonNode old, JsonNode fresh) {
        Set<String> then = words(old);
        Set<String> today = words(fresh);
        if (then.isEmpty() != today.isEmpty()) {
            breaks.add(at + ": had any value before or after, a list of words else");
            return;
        }
        without(then, today).forEach(word -> breaks.add("%s: '%s' was removed".formatted(at, word)));
        if (!old.path(SchemaFolder.OPEN).asBoolean()) {
            without(today, then).forEach(word -> breaks.add("%s: '%s' was added".formatted(at, word)));
        } else if (!fresh.path(SchemaFolder.OPEN).asBoolean()) {
            breaks.add(at + ": was open, and is closed");
        }
    }

    private static Set<String> words(JsonNode schema) {
        Stream<JsonNode> listed = Stream.of(
                        elements(schema.path("enum")),
                        elements(schema.path("oneOf")).map(choice -> choice.path("const")),
                        Stream.of(schema.path("const")))
                .flatMap(values -> values);
        return listed.filter(value -> !value.isMissingNode())
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Choices between objects are told apart by a property that is constant in each. */
    private void choices(String at, JsonNode old, JsonNode fresh) {
        Map<String, JsonNode> then = choices(old);
        Map<String, JsonNode> today = choices(fresh);
        without(today.keySet(), then.keySet()).forEach(name -> breaks.add(at + "<" + name + ">: was added"));
        then.forEach((name, choice) -> Optional.ofNullable(today.get(name))
                .ifPresentOrElse(
                        same -> compare(at + "<" + name + ">", choice, same),
                        () -> breaks.add(at + "<" + name + ">: was removed")));
    }

    private static Map<String, JsonNode> choices(JsonNode schema) {
        Map<String, JsonNode> choices = new LinkedHashMap<>();
        elements(schema.path("oneOf"))
                .filter(choice -> !choice.has("const"))
                .forEach(choice -> choices.put(name(choice), choice));
        return choices;
    }

    private static String name(JsonNode choice) {
        return choice.path("properties").properties().stream()
                .filter(property -> property.getValue().has("const"))
                .map(property -> property.getKey() + "="
                        + property.getValue().path("const").asText())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a choice without a constant property: " + choice));
    }

    private void additional(String at, JsonNode old, JsonNode fresh) {
        if (old.isObject() && fresh.isObject()) {
            compare(at + ".*", old, fresh);
        } else if (!old.equals(fresh)) {
            breaks.add("%s: additionalProperties: was %s, is %s".formatted(at, shown(old), shown(fresh)));
        }
    }

    /** Everything else, bounds and types among it. */
    private static Set<String> keywords(JsonNode old, JsonNode fresh) {
        return Stream.of(old, fresh)
                .flatMap(schema -> schema.properties().stream().map(Map.Entry::getKey))
                .filter(keyword -> !FOR_PEOPLE.contains(keyword) && !COMPARED.contains(keyword))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A schema with what it refers to in it. What stands beside a reference narrows it further. */
    private static JsonNode whole(SchemaFolder folder, JsonNode schema) {
        if (!schema.has("$ref")) {
            return schema;
        }
        ObjectNode whole =
                whole(folder, folder.referred(schema.path("$ref").asText())).deepCopy();
        schema.properties().stream()
                .filter(keyword -> !keyword.getKey().equals("$ref"))
                .forEach(keyword -> whole.set(
                        keyword.getKey(), both(keyword.getKey(), whole.path(keyword.getKey()), keyword.getValue())));
        return whole;
    }

    private static JsonNode both(String keyword, JsonNode referred, JsonNode beside) {
        boolean alone = referred.isMissingNode() || referred.equals(beside) || FOR_PEOPLE.contains(keyword);
        return alone
                ? beside
                : switch (keyword) {
                    case "required" -> {
                        Set<String> names = texts(referred);
                        names.addAll(texts(beside));
                        var all = JsonNodeFactory.instance.arrayNode();
                        names.forEach(all::add);
                        yield all;
                    }
                    case "minimum" -> referred.asDouble() > beside.asDouble() ? referred : beside;
                    case "maximum" -> referred.asDouble() < beside.asDouble() ? referred : beside;
                    default ->
                        throw new IllegalArgumentException(
                                "%s stands in a reference and beside it; put it in one place".formatted(keyword));
                };
    }

    /** Without what is for people. */
    private static JsonNode plain(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode plain = object.deepCopy();
        plain.remove(FOR_PEOPLE);
        return plain;
    }

    private static String told(JsonNode schema, String keyword) {
        return shown(schema.path(keyword));
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "absent" : value.toString();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Set<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Collection<String> some, Collection<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
