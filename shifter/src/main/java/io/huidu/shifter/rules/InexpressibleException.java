package io.huidu.shifter.rules;

import java.util.Objects;

/** Two conditions that can't be asked for together. */
public final class InexpressibleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InexpressibleException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
