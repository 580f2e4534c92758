package io.huidu.shifter.route;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A condition on one string.
 *
 * @param kind how {@code value} is compared
 * @param value not empty; a {@link Kind#REGEX} is one of RE2's, which knows no look-around and no back reference, and
 *     matches the whole string
 */
public record StringMatch(Kind kind, String value) {

    /** How a string is compared. */
    public enum Kind {
        EXACT("exact"),
        PREFIX("prefix"),
        REGEX("regex");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** As it is written in YAML. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** @throws IllegalArgumentException for an empty value, and for a regular expression that isn't one */
    public StringMatch {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("%s: got '', expected a value".formatted(kind));
        }
        if (kind == Kind.REGEX) {
            checkRegex(value);
        }
    }

    public static StringMatch exact(String value) {
        return new StringMatch(Kind.EXACT, value);
    }

    public static StringMatch prefix(String value) {
        return new StringMatch(Kind.PREFIX, value);
    }

    public static StringMatch regex(String value) {
        return new StringMatch(Kind.REGEX, value);
    }

    /** A regular expression that matches the same whole strings. */
    public String asRegex() {
        return switch (kind) {
            case EXACT -> quoted();
            case PREFIX -> quoted() + ".*";
            case REGEX -> value;
        };
    }

    private String quoted() {
        return value.replaceAll("[\\\\.\\[\\](){}*+?^$|]", "\\\\$0");
    }

    private static void checkRegex(String value) {
        try {
            Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "regex: got '%s', expected a regular expression: %s".formatted(value, e.getDescription()), e);
        }
        if (value.matches(".*\\(\\?(<?[=!]|>).*|.*\\\\[1-9].*")) {
            throw new IllegalArgumentException(
                    "regex: got '%s', expected no look-around and no back reference, which routers don't know"
                            .formatted(value));
        }
    }
}
