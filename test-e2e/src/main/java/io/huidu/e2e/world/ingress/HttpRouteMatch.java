package io.huidu.e2e.world.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * One match of an HTTPRoute's rule.
 *
 * <p>Source: the Gateway API's reference, {@code HTTPRouteRule} and {@code HTTPRouteMatch}: all conditions hold together;
 * a path prefix is one of whole elements. How a regular expression is compared, and where it stands among other paths,
 * is left to the implementation: here it matches the whole string, and comes after exact paths and before prefixes.
 *
 * @param path {@code /} and everything below it, unless said
 */
record HttpRouteMatch(TextMatch path, List<Condition> headers) {

    /** An exact path first, then the longest one, then the most headers. */
    static final Comparator<HttpRouteMatch> PRECEDENCE = Comparator.comparingInt(HttpRouteMatch::rank)
            .thenComparing(Comparator.comparingInt((ToIntFunction<HttpRouteMatch>)
                            match -> match.path().value().length())
                    .reversed())
            .thenComparing(Comparator.comparingInt((ToIntFunction<HttpRouteMatch>)
                            match -> match.headers().size())
                    .reversed());

    private static final Set<String> FOLLOWED = Set.of("path", "headers");

    HttpRouteMatch {
        headers = List.copyOf(headers);
    }

    /** @throws IllegalArgumentException for conditions on anything else than the path and headers */
    static HttpRouteMatch of(JsonNode match) {
        for (Map.Entry<String, JsonNode> field : match.properties()) {
            if (!FOLLOWED.contains(field.getKey())) {
                throw new IllegalArgumentException(
                        "match by %s: not followed here, only by path and headers is".formatted(field.getKey()));
            }
        }
        List<Condition> headers = new ArrayList<>();
        match.path("headers")
                .forEach(header ->
                        headers.add(Condition.header(header.path("name").asText(), text(header, "Exact"))));
        return new HttpRouteMatch(text(match.path("path"), "PathPrefix"), headers);
    }

    List<Condition> conditions() {
        List<Condition> all = new ArrayList<>();
        all.add(Condition.path(path));
        all.addAll(headers);
        return all;
    }

    private static TextMatch text(JsonNode condition, String typeWhenUnsaid) {
        String type = condition.path("type").asText(typeWhenUnsaid);
        String value = condition.path("value").asText("/");
        return switch (type) {
            case "Exact" -> TextMatch.exact(value);
            case "PathPrefix" -> TextMatch.elementPrefix(value);
            case "RegularExpression" -> TextMatch.whole(value);
            default ->
                throw new IllegalArgumentException(
                        "type: got '%s', expected Exact, PathPrefix or RegularExpression".formatted(type));
        };
    }

    private int rank() {
        return switch (path.kind()) {
            case EXACT -> 0;
            case WHOLE, FOUND -> 1;
            case PREFIX, ELEMENT_PREFIX -> 2;
        };
    }
}
