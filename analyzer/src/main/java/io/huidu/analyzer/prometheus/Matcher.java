package io.huidu.analyzer.prometheus;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One label matcher of PromQL.
 *
 * @param operator one of PromQL's four
 * @param value the value as it is meant; written with the escapes of a PromQL string
 */
record Matcher(String label, Operator operator, String value) {

    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9_-]");
    private static final int ASCII = 128;

    enum Operator {
        EQUALS("="),
        EQUALS_NOT("!="),
        MATCHES("=~"),
        MATCHES_NOT("!~");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }
    }

    static Matcher equalTo(String label, String value) {
        return new Matcher(label, Operator.EQUALS, value);
    }

    /** The whole value matches an RE2 expression. */
    static Matcher matching(String label, String expression) {
        return new Matcher(label, Operator.MATCHES, expression);
    }

    static Matcher notMatching(String label, String expression) {
        return new Matcher(label, Operator.MATCHES_NOT, expression);
    }

    /**
     * What one of several matchers of the same label and operator lets pass.
     *
     * @throws IllegalArgumentException where they differ and say what doesn't match
     */
    static Matcher either(List<Matcher> several) {
        List<Matcher> different = several.stream().distinct().toList();
        Matcher first = different.getFirst();
        return different.size() == 1
                ? first
                : matching(
                        first.label, different.stream().map(Matcher::expression).collect(Collectors.joining("|")));
    }

    /** Itself but for a value that can be one of several. */
    String kind() {
        return switch (operator) {
            case EQUALS, MATCHES -> label + operator.symbol;
            case EQUALS_NOT, MATCHES_NOT -> toString();
        };
    }

    private String expression() {
        return switch (operator) {
            case EQUALS -> quoted(value);
            case MATCHES -> "(?:" + value + ")";
            case EQUALS_NOT, MATCHES_NOT ->
                throw new IllegalArgumentException(
                        "matcher: got %s, expected one that says what matches".formatted(this));
        };
    }

    /** What every text that an RE2 expression matches begins with; nothing where that isn't plain to see. */
    String beginning() {
        if (value.indexOf('|') >= 0) {
            return "";
        }
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < value.length()) {
            boolean escaped = value.charAt(at) == '\\' && at + 1 < value.length();
            char c = value.charAt(escaped ? at + 1 : at);
            at += escaped ? 2 : 1;
            boolean isRepeated = at < value.length() && "*+?{".indexOf(value.charAt(at)) >= 0;
            if (isRepeated || (escaped ? Character.isLetterOrDigit(c) : !isPlain(c))) {
                break;
            }
            plain.append(c);
        }
        return plain.toString();
    }

    private static boolean isPlain(char c) {
        return c == '_' || c == '-' || (c < ASCII && Character.isLetterOrDigit(c));
    }

    /** A text as an RE2 expression that matches it alone. */
    static String quoted(String text) {
        return NOT_PLAIN.matcher(text).replaceAll("\\\\$0");
    }

    /** As PromQL writes it. */
    @Override
    public String toString() {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return label + operator.symbol + '"' + escaped + '"';
    }
}
