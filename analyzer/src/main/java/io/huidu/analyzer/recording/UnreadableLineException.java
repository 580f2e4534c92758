package io.huidu.analyzer.recording;

/** A line isn't what it should be; the message names the field, what was got and what was expected. */
public final class UnreadableLineException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableLineException(String message) {
        super(message);
    }

    static UnreadableLineException of(String subject, String got, String expected) {
        return new UnreadableLineException("%s: got %s, expected %s".formatted(subject, got, expected));
    }
}
