package io.huidu.events.kafka;

/**
 * A listener throws it for an event of which it can make nothing for good, though that is no fault of the listener: the
 * record goes to the dead letters with this reason.
 */
public final class GivenUpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason one sentence for people */
    public GivenUpException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
