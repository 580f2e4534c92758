package io.huidu.shifter.istio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.StringMatch;
import io.huidu.shifter.route.StringMatch.Kind;
import io.huidu.shifter.rules.Both;
import io.huidu.shifter.rules.Cookies;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Matches as an HTTP route has them.
 *
 * <p>Source: Istio's reference of VirtualService, {@code HTTPMatchRequest} and {@code StringMatch}: the conditions of
 * one match all hold, of several matches one does; a header without a condition must be there; a regular expression is
 * RE2's and matches the whole string.
 */
final class Matches {

    private static final Both BOTH = new Both(String::startsWith);

    private Matches() {}

    static ArrayNode narrowed(JsonNode matches, List<Match> asked) {
        ArrayNode narrowed = JsonNodeFactory.instance.arrayNode();
        ArrayNode all = matches.isEmpty() ? everything() : (ArrayNode) matches;
        for (JsonNode match : all) {
            asked.forEach(one -> narrowed((ObjectNode) match, one).ifPresent(narrowed::add));
        }
        return narrowed;
    }

    private static ArrayNode everything() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        list.addObject();
        return list;
    }

    private static Optional<ObjectNode> narrowed(ObjectNode match, Match asked) {
        ObjectNode copy = match.deepCopy();
        Map<String, StringMatch> headers = new TreeMap<>(asked.allHeaders());
        asked.cookies().forEach((name, value) -> headers.put(Cookies.HEADER, Cookies.header(name, value)));
        boolean possible = asked.uri().stream().allMatch(uri -> narrow(copy, "uri", uri))
                && headers.entrySet().stream()
                        .allMatch(header ->
                                narrow(copy.withObjectProperty("headers"), header.getKey(), header.getValue()));
        return possible ? Optional.of(copy) : Optional.empty();
    }

    /** False when both conditions never hold together. */
    private static boolean narrow(ObjectNode conditions, String field, StringMatch asked) {
        Optional<StringMatch> both =
                read(conditions.path(field)).map(there -> BOTH.of(there, asked)).orElse(Optional.of(asked));
        both.ifPresent(value -> conditions.putObject(field).put(value.kind().toString(), value.value()));
        return both.isPresent();
    }

    private static Optional<StringMatch> read(JsonNode condition) {
        return Arrays.stream(Kind.values())
                .filter(kind -> !condition.path(kind.toString()).asText().isEmpty())
                .map(kind ->
                        new StringMatch(kind, condition.get(kind.toString()).asText()))
                .findFirst();
    }
}
