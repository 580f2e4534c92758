package io.huidu.shifter.push;

/** A notification that isn't one: what was got and what was expected, in words. */
final class UnreadableNotificationException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableNotificationException(String message) {
        super(message);
    }
}
