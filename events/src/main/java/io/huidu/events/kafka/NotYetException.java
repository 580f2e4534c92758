package io.huidu.events.kafka;

/**
 * A listener throws it for an event that it couldn't tell because it is being closed: nothing is committed, and whoever
 * reads next gets the event again.
 */
public final class UntoldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UntoldException() {
        super("the listener is being closed");
    }
}
