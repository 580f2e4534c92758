package io.huidu.e2e.world.ingress;

import java.util.regex.Pattern;

/** What a part of a request must be like. One that is missing or empty is like nothing. */
record TextMatch(Kind kind, String value) {

    /** Something, whatever it is. */
    static final TextMatch PRESENT = new TextMatch(Kind.FOUND, ".");

    /** How the value is compared, with regard to case. */
    enum Kind {
        /** All of it. */
        EXACT,
        /** How it begins: {@code /a} meets {@code /ab}, too. As Istio means prefix. */
        PREFIX,
        /** The path and everything below it: {@code /a} and {@code /a/b}, not {@code /ab}. As Ingress means Prefix. */
        ELEMENT_PREFIX,
        /** A regular expression that matches all of it. */
        WHOLE,
        /** A regular expression that matches some of it. */
        FOUND
    }

    TextMatch {
        if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("%s: got '%s', expected a value".formatted(kind, value));
        }
        if (kind == Kind.WHOLE || kind == Kind.FOUND) {
            Pattern.compile(value); // nginx would refuse all routes for one that is none
        }
    }

    static TextMatch exact(String value) {
        return new TextMatch(Kind.EXACT, value);
    }

    static TextMatch prefix(String value) {
        return new TextMatch(Kind.PREFIX, value);
    }

    static TextMatch elementPrefix(String value) {
        return new TextMatch(Kind.ELEMENT_PREFIX, value);
    }

    static TextMatch whole(String regex) {
        return new TextMatch(Kind.WHOLE, regex);
    }

    static TextMatch found(String regex) {
        return new TextMatch(Kind.FOUND, regex);
    }

    /** A regular expression of PCRE that is found in the same strings. */
    String pattern() {
        return switch (kind) {
            case EXACT -> "^%s$".formatted(quoted(value));
            case PREFIX -> "^" + quoted(value);
            case ELEMENT_PREFIX -> "^%s(/|$)".formatted(quoted(value.replaceFirst("/$", "")));
            case WHOLE -> "^(?=.)(?:%s)$".formatted(value);
            case FOUND -> value;
        };
    }

    private static String quoted(String text) {
        return text.replaceAll("[\\\\.\\[\\](){}*+?^$|]", "\\\\$0");
    }
}
