package io.huidu.e2e.world.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One match of a VirtualService's HTTP route.
 *
 * <p>Source: Istio's reference, {@code HTTPMatchRequest} and {@code StringMatch}: all conditions hold together; a
 * regular expression matches the whole string; a header without a condition must be there.
 */
final class VirtualServiceMatch {

    private static final Set<String> FOLLOWED = Set.of("name", "uri", "headers");

    private VirtualServiceMatch() {}

    /** @throws IllegalArgumentException for conditions on anything else than the URI and headers */
    static List<Condition> conditions(JsonNode match) {
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : match.properties()) {
            if (!FOLLOWED.contains(field.getKey())) {
                throw new IllegalArgumentException(
                        "match by %s: not followed here, only by uri and headers is".formatted(field.getKey()));
            }
        }
        if (match.has("uri")) {
            conditions.add(Condition.path(text(match.path("uri"))));
        }
        for (Map.Entry<String, JsonNode> header : match.path("headers").properties()) {
            conditions.add(Condition.header(header.getKey(), text(header.getValue())));
        }
        return conditions;
    }

    private static TextMatch text(JsonNode condition) {
        if (condition.isEmpty()) {
            return TextMatch.PRESENT;
        }
        Map.Entry<String, JsonNode> only = condition.properties().iterator().next();
        String value = only.getValue().asText();
        return switch (only.getKey()) {
            case "exact" -> TextMatch.exact(value);
            case "prefix" -> TextMatch.prefix(value);
            case "regex" -> TextMatch.whole(value);
            default ->
                throw new IllegalArgumentException(
                        "match: got '%s', expected exact, prefix or regex".formatted(only.getKey()));
        };
    }
}
