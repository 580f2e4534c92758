package io.huidu.events;

import java.util.Optional;

/**
 * An estimate with an interval that holds at all times at once, however often one looks.
 *
 * @param value the estimate; empty while there is none
 * @param lower lower limit; empty when there is no lower limit yet
 * @param upper upper limit; empty when there is no upper limit yet
 */
public record Estimate(Optional<Double> value, Optional<Double> lower, Optional<Double> upper) {

    public static final Estimate UNKNOWN = new Estimate(Optional.empty(), Optional.empty(), Optional.empty());

    /** An estimate whose infinite or undefined limits are left out, since JSON has no such numbers. */
    public static Estimate of(double value, double lower, double upper) {
        return new Estimate(finite(value), finite(lower), finite(upper));
    }

    private static Optional<Double> finite(double x) {
        return Double.isFinite(x) ? Optional.of(x) : Optional.empty();
    }
}
