package io.huidu.events.codec;

/** Carries the reason of {@link Decoded.Unreadable} out of the depth of decoding; never leaves this package. */
final class UnreadableException extends Exception {

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
