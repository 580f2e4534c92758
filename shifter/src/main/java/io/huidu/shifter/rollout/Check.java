package io.huidu.shifter.rollout;

/** Checks of constructors, with one form of message: subject, what was got, what was expected. */
final class Check {

    private Check() {}

    static void that(boolean ok, String field, Object got, String expected) {
        if (!ok) {
            throw new IllegalArgumentException("%s: got '%s', expected %s".formatted(field, got, expected));
        }
    }
}
