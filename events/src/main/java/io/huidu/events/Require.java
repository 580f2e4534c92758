package io.huidu.events;

import java.util.regex.Pattern;

/** Checks of constructors, with one form of message: subject, what was got, what was expected. */
final class Require {

    /** A DNS-1123 subdomain, as Kubernetes asks of names. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private Require() {}

    static void name(String field, String value) {
        that(NAME.matcher(value).matches(), field, value, "a lower-case Kubernetes name");
    }

    static void notBlank(String field, String value) {
        that(!value.isBlank(), field, value, "some text");
    }

    static void that(boolean ok, String field, Object got, String expected) {
        if (!ok) {
            throw new IllegalArgumentException("%s: got '%s', expected %s".formatted(field, got, expected));
        }
    }
}
