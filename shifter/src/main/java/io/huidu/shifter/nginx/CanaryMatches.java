package io.huidu.shifter.nginx;

import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.StringMatch;
import io.huidu.shifter.rules.MatchJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Matches as annotations of a canary Ingress.
 *
 * <p>Source: ingress-nginx's documentation of annotations, "Canary": a header that has the value, or in which the
 * pattern is found, leads to the canary, as does a cookie of the value {@code always}; both come before the weight.
 */
final class CanaryMatches {

    private static final String PREFIX = "nginx.ingress.kubernetes.io/canary-by-";
    private static final String HEADER = PREFIX + "header";
    private static final String HEADER_VALUE = PREFIX + "header-value";
    private static final String HEADER_PATTERN = PREFIX + "header-pattern";
    private static final String COOKIE = PREFIX + "cookie";

    /** What was asked for, in the spec's words. */
    private static final String ASKED = "huidu.io/matches";

    static final List<String> ANNOTATIONS = List.of(HEADER, HEADER_VALUE, HEADER_PATTERN, COOKIE, ASKED);

    private CanaryMatches() {}

    static Map<String, String> annotations(List<Match> matches) {
        Map<String, String> annotations = new HashMap<>();
        if (!matches.isEmpty()) {
            annotations.put(ASKED, MatchJson.write(matches).toString());
        }
        matches.forEach(match -> {
            match.allHeaders().forEach((name, value) -> putHeader(annotations, name, value));
            match.cookies().keySet().forEach(name -> annotations.put(COOKIE, name));
        });
        return annotations;
    }

    private static void putHeader(Map<String, String> annotations, String name, StringMatch value) {
        annotations.put(HEADER, name);
        switch (value.kind()) {
            case EXACT -> annotations.put(HEADER_VALUE, value.value());
            case PREFIX, REGEX -> annotations.put(HEADER_PATTERN, "^(?:%s)$".formatted(value.asRegex()));
        }
    }

    /** @throws IllegalArgumentException when the annotations aren't what was written for what was asked */
    static List<Match> read(Map<String, String> annotations) {
        List<Match> asked = MatchJson.parse(annotations.getOrDefault(ASKED, "[]"));
        Map<String, String> written = annotations(asked);
        for (String annotation : ANNOTATIONS) {
            String got = annotations.getOrDefault(annotation, "");
            String expected = written.getOrDefault(annotation, "");
            if (!got.equals(expected)) {
                throw new IllegalArgumentException(
                        "annotation %s: got '%s', expected '%s'".formatted(annotation, got, expected));
            }
        }
        return asked;
    }
}
