package io.huidu.events.kafka;

import java.time.Duration;

/**
 * A listener throws it for an event that can't be told for now. Its partition is read no further: the event comes again
 * after a pause, or to whoever has the partition by then.
 */
public final class NotYetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration pause;

    /** @param pause until the event comes again */
    public NotYetException(Duration pause) {
        super("not for the next " + pause);
        this.pause = pause;
    }

    /** Until the event comes again. */
    public Duration pause() {
        return pause;
    }
}
