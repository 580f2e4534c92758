package io.huidu.consumers.listen;

import io.huidu.service.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A moment as people name it. */
sealed interface Moment {

    /** By itself. */
    record At(Instant instant) implements Moment {}

    /** By how long ago it is. */
    record Ago(Duration duration) implements Moment {}

    /** Which instant it is, seen from another. */
    default Instant before(Instant now) {
        return switch (this) {
            case At(Instant instant) -> instant;
            case Ago(Duration duration) -> now.minus(duration);
        };
    }

    /**
     * Reads an instant in ISO 8601, or a duration.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Moment parse(String text) {
        try {
            return new At(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return new Ago(DurationText.parse(text));
        }
    }
}
