package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A probability strictly between 0 and 1. */
public record Probability(@JsonValue double value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Probability {
        Require.that(value > 0 && value < 1, "probability", value, "0 < p < 1");
    }

    public static Probability of(double value) {
        return new Probability(value);
    }
}
