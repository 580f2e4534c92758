package io.huidu.servicea;

/** Checks of constructors, with one form of message: subject, what was got, what was expected. */
final class Require {

    private Require() {}

    static void that(boolean ok, String field, Object got, String expected) {
        if (!ok) {
            throw new IllegalArgumentException("%s: got '%s', expected %s".formatted(field, got, expected));
        }
    }
}
