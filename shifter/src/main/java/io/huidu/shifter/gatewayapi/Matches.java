package io.huidu.shifter.gatewayapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.StringMatch;
import io.huidu.shifter.route.StringMatch.Kind;
import io.huidu.shifter.rules.Both;
import io.huidu.shifter.rules.Cookies;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Matches as a rule of the Gateway API has them.
 *
 * <p>Source: the API's reference, {@code HTTPRouteMatch} and {@code GRPCRouteMatch}: the conditions of one match all
 * hold, of several matches one does; a path prefix is one of whole path elements; of several entries for one header the
 * first counts. Whether a regular expression must match the whole string is left to the implementation, so those that
 * are made here say it.
 */
final class Matches {

    private static final Both PATHS = new Both(Matches::isBelow);
    private static final Both HEADERS = new Both(String::startsWith);
    private static final String TYPE = "type";
    private static final String VALUE = "value";
    private static final String NAME = "name";

    private Matches() {}

    static Optional<ObjectNode> narrowed(ObjectNode match, Match asked, RouteKind kind) {
        ObjectNode copy = match.deepCopy();
        Map<String, StringMatch> headers = new TreeMap<>(asked.allHeaders());
        asked.cookies().forEach((name, value) -> headers.put(Cookies.HEADER, Cookies.header(name, value)));
        boolean possible = (kind == RouteKind.GRPC || narrowPath(copy, asked))
                && headers.entrySet().stream().allMatch(header -> narrow(copy, header.getKey(), header.getValue()));
        return possible ? Optional.of(copy) : Optional.empty();
    }

    /** Says the default, too, because the API server would. */
    private static boolean narrowPath(ObjectNode match, Match asked) {
        JsonNode path = match.path("path");
        StringMatch there = new StringMatch(
                switch (path.path(TYPE).asText("PathPrefix")) {
                    case "Exact" -> Kind.EXACT;
                    case "PathPrefix" -> Kind.PREFIX;
                    default -> Kind.REGEX;
                },
                path.path(VALUE).asText("/"));
        Optional<StringMatch> both =
                asked.uri().map(uri -> PATHS.of(there, uri)).orElse(Optional.of(there));
        both.ifPresent(value -> match.putObject("path")
                .put(
                        TYPE,
                        switch (value.kind()) {
                            case EXACT -> "Exact";
                            case PREFIX -> "PathPrefix";
                            case REGEX -> "RegularExpression";
                        })
                .put(VALUE, value.value()));
        return both.isPresent();
    }

    /** False when both conditions never hold together. */
    private static boolean narrow(ObjectNode match, String header, StringMatch asked) {
        StringMatch wanted = asked.kind() == Kind.PREFIX ? StringMatch.regex("^%s$".formatted(asked.asRegex())) : asked;
        ArrayNode headers = match.withArrayProperty("headers");
        for (JsonNode node : headers) {
            if (node.path(NAME).asText().equalsIgnoreCase(header) && node instanceof ObjectNode there) {
                Optional<StringMatch> both = HEADERS.of(read(there), wanted);
                both.ifPresent(value -> write(there, value));
                return both.isPresent();
            }
        }
        write(headers.addObject().put(NAME, header), wanted);
        return true;
    }

    private static StringMatch read(ObjectNode header) {
        boolean exact = header.path(TYPE).asText("Exact").equals("Exact");
        return new StringMatch(
                exact ? Kind.EXACT : Kind.REGEX, header.path(VALUE).asText());
    }

    private static void write(ObjectNode header, StringMatch value) {
        header.put(TYPE, value.kind() == Kind.EXACT ? "Exact" : "RegularExpression")
                .put(VALUE, value.value());
    }

    private static boolean isBelow(String path, String prefix) {
        String directory = prefix.endsWith("/") ? prefix : prefix + "/";
        return (path + "/").startsWith(directory);
    }
}
