package io.huidu.shifter.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.limits.InputLimit;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.StringMatch;
import io.huidu.shifter.route.StringMatch.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Matches as JSON, in the shape that they have in the spec of a release. */
public final class MatchJson {

    private static final String HEADERS = "headers";
    private static final String COOKIES = "cookies";
    private static final String URI = "uri";
    private static final String USER_AGENT = "userAgent";

    private static final ObjectMapper JSON = InputLimit.ANNOTATION.mapper();

    private MatchJson() {}

    /** As a list of objects. */
    public static ArrayNode write(List<Match> matches) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        matches.forEach(match -> list.add(write(match)));
        return list;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it isn't that
     */
    public static List<Match> parse(String text) {
        try {
            JsonNode list = JSON.readTree(text);
            if (list.isArray()) {
                return read(list);
            }
            throw new IllegalArgumentException("matches: got '%s', expected a list".formatted(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("matches: got '%s', expected the JSON of matches".formatted(text), e);
        }
    }

    private static List<Match> read(JsonNode list) {
        List<Match> matches = new ArrayList<>();
        list.forEach(node -> matches.add(new Match(
                readAll(node.path(HEADERS)),
                readAll(node.path(COOKIES)),
                readOne(node.path(URI)),
                readOne(node.path(USER_AGENT)))));
        return matches;
    }

    private static ObjectNode write(Match match) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        writeAll(node, HEADERS, match.headers());
        writeAll(node, COOKIES, match.cookies());
        match.uri().ifPresent(value -> node.set(URI, write(value)));
        match.userAgent().ifPresent(value -> node.set(USER_AGENT, write(value)));
        return node;
    }

    private static void writeAll(ObjectNode node, String field, Map<String, StringMatch> values) {
        if (!values.isEmpty()) {
            ObjectNode all = node.putObject(field);
            values.forEach((name, value) -> all.set(name, write(value)));
        }
    }

    private static ObjectNode write(StringMatch value) {
        return JsonNodeFactory.instance.objectNode().put(value.kind().toString(), value.value());
    }

    private static Map<String, StringMatch> readAll(JsonNode node) {
        Map<String, StringMatch> values = new TreeMap<>();
        node.properties().forEach(entry -> readOne(entry.getValue()).ifPresent(v -> values.put(entry.getKey(), v)));
        return values;
    }

    private static Optional<StringMatch> readOne(JsonNode node) {
        return Arrays.stream(Kind.values())
                .filter(kind -> node.has(kind.toString()))
                .map(kind -> new StringMatch(kind, node.get(kind.toString()).asText()))
                .findFirst();
    }
}
