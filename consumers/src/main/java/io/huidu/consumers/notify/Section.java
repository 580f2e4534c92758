package io.huidu.consumers.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An object of the file, read field by field. Reading never throws: a field that isn't there or isn't as expected is a
 * problem and gives nothing, and so is, at the end, a field that nobody has read.
 */
final class Section {

    private final String path;
    private final JsonNode node;
    private final List<Problem> problems;
    private final Set<String> known = new HashSet<>();

    private Section(String path, JsonNode node, List<Problem> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /** Of what should be an object; something else is a problem, and an object without fields. */
    static Section of(String path, JsonNode node, List<Problem> problems) {
        if (!node.isObject()) {
            problems.add(new Problem(path, got(node), "an object"));
            return new Section(path, node.deepCopy(), problems);
        }
        return new Section(path, node, problems);
    }

    /** A text that must be there. */
    <T> Optional<T> required(String field, String expected, Function<String, T> parse) {
        if (!has(field)) {
            problem(field, "nothing", expected);
            return Optional.empty();
        }
        return optional(field, expected, parse);
    }

    /**
     * A text, or a number, that may be absent.
     *
     * @param parse throws an {@link IllegalArgumentException} for what it can't read; a message of it that says more
     *     takes the place of {@code expected}
     */
    <T> Optional<T> optional(String field, String expected, Function<String, T> parse) {
        JsonNode value = value(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isValueNode()) {
            try {
                return Optional.of(parse.apply(value.asText()));
            } catch (IllegalArgumentException e) {
                problem(field, got(value), expected);
                return Optional.empty();
            }
        }
        problem(field, got(value), expected);
        return Optional.empty();
    }

    /** A list of texts; empty where it is absent. Those that can't be read are problems. */
    <T> Optional<List<T>> list(String field, String expected, Function<String, T> parse) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isArray() || value.isEmpty()) {
            problem(field, got(value), "a list of at least one, each " + expected);
            return Optional.empty();
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            try {
                items.add(parse.apply(value.get(i).asText()));
            } catch (IllegalArgumentException e) {
                problem(field + "[" + i + "]", got(value.get(i)), expected);
            }
        }
        return Optional.of(items);
    }

    /** A section in this one; empty where it is absent. */
    Optional<Section> section(String field) {
        return has(field) ? Optional.of(of(path(field), value(field), problems)) : Optional.empty();
    }

    /** All that is in here, by name, as sections. */
    Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> sections.put(name, of(path(name), value(name), problems)));
        return sections;
    }

    /** A list of sections; empty where it is absent. */
    List<Section> listOfSections(String field) {
        JsonNode value = value(field);
        if (!value.isMissingNode() && !value.isArray()) {
            problem(field, got(value), "a list of objects");
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < value.size() && value.isArray(); i++) {
            sections.add(of("%s[%d]".formatted(path(field), i), value.get(i), problems));
        }
        return sections;
    }

    /** Which of these fields are there. */
    List<String> present(List<String> fields) {
        known.addAll(fields);
        return fields.stream().filter(this::has).toList();
    }

    void problem(String field, String got, String expected) {
        problems.add(new Problem(path(field), got, expected));
    }

    /** A field that nobody has asked for is a problem. */
    void end() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problem(
                        name,
                        "an unknown field",
                        known.stream().sorted().toList().toString());
            }
        });
    }

    private boolean has(String field) {
        return node.hasNonNull(field);
    }

    private JsonNode value(String field) {
        known.add(field);
        return node.path(field);
    }

    private String path(String field) {
        return path.isEmpty() || field.isEmpty() ? path + field : path + "." + field;
    }

    private static String got(JsonNode node) {
        return node.isMissingNode() || node.isNull()
                ? "nothing"
                : "'%s'".formatted(node.isValueNode() ? node.asText() : node);
    }
}
