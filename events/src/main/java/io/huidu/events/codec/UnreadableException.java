package io.huidu.events.codec;

/** What was to be read as an event is none; the message names the field, what was got and what was expected. */
public final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    UnreadableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    static UnreadableException of(String subject, String got, String expected) {
        return new UnreadableException("%s: got '%s', expected %s".formatted(subject, got, expected));
    }

    /** What a constructor of the contract has to say about the values that it was given. */
    static UnreadableException of(String subject, IllegalArgumentException refusal) {
        return new UnreadableException(subject + ": " + refusal.getMessage());
    }

    String reason() {
        return reason;
    }
}
