package io.huidu.shifter.api;

/** A status lacks something that was written there, or has it in another form: somebody else wrote it. */
public final class UnreadableStatusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableStatusException(String field, String got, String expected) {
        this(problem(field, got, expected));
    }

    /** What is wrong, as {@code field: got this, expected that}. */
    UnreadableStatusException(String problem) {
        super(message(problem));
    }

    UnreadableStatusException(String field, String got, String expected, Exception cause) {
        super(message(problem(field, got, expected)), cause);
    }

    private static String problem(String field, String got, String expected) {
        return "%s: got %s, expected %s".formatted(field, got, expected);
    }

    private static String message(String problem) {
        return "%s; restore it, or remove the whole status to have it learned from the route".formatted(problem);
    }
}
