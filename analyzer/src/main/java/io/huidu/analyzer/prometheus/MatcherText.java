package io.huidu.analyzer.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Label matchers as people write them: {@code {namespace="shop",pod=~"servicea-v1-.+"}}, with or without braces. */
final class MatcherText {

    private static final Pattern ONE = Pattern.compile(
            "\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\[\"\\\\n])*)\"\\s*(?:,|$)");

    private static final Map<String, Matcher.Operator> OPERATORS = Map.of(
            "=", Matcher.Operator.EQUALS,
            "!=", Matcher.Operator.EQUALS_NOT,
            "=~", Matcher.Operator.MATCHES,
            "!~", Matcher.Operator.MATCHES_NOT);

    private MatcherText() {}

    /**
     * Reads matchers.
     *
     * @throws IllegalArgumentException when the text is something else, or has none
     */
    static List<Matcher> parse(String text) {
        String inner = text.strip().replaceFirst("^\\{(.*)}$", "$1").strip();
        List<Matcher> matchers = new ArrayList<>();
        java.util.regex.Matcher one = ONE.matcher(inner);
        int end = 0;
        while (end < inner.length() && one.find(end) && one.start() == end) {
            matchers.add(new Matcher(one.group(1), operator(one.group(2)), unescaped(one.group(3))));
            end = one.end();
        }
        if (matchers.isEmpty() || end < inner.length()) {
            throw new IllegalArgumentException(
                    "got '%s', expected label matchers like {namespace=\"shop\",pod=~\"servicea-v1-.+\"}"
                            .formatted(text));
        }
        return matchers;
    }

    private static Matcher.Operator operator(String symbol) {
        return Objects.requireNonNull(OPERATORS.get(symbol));
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean escaped = text.charAt(i) == '\\';
            i += escaped ? 1 : 0;
            plain.append(escaped && text.charAt(i) == 'n' ? '\n' : text.charAt(i));
        }
        return plain.toString();
    }
}
