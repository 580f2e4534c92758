package io.huidu.shifter.route;

import io.huidu.events.Reason;
import java.util.Objects;

/** A route could not be written. Its reason is that of the condition that tells of it. */
public final class RouteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public RouteException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public RouteException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public Reason reason() {
        return reason;
    }
}
