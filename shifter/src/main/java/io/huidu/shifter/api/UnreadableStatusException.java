package io.huidu.shifter.api;

/** A status lacks something that was written there, or has it in another form: somebody else wrote it. */
public final class UnreadableStatusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableStatusException(String field, String got, String expected) {
        super(message(field, got, expected));
    }

    UnreadableStatusException(String field, String got, String expected, Exception cause) {
        super(message(field, got, expected), cause);
    }

    private static String message(String field, String got, String expected) {
        return "%s: got %s, expected %s; restore it, or remove the whole status to have it learned from the route"
                .formatted(field, got, expected);
    }
}
