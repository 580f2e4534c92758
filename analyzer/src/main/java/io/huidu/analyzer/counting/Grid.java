package io.huidu.analyzer.counting;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Windows of one length, side by side from an origin on. It depends on the release alone, so that an analyzer that was
 * restarted cuts the same windows.
 *
 * @param origin where the first window starts; cut to milliseconds, as Prometheus counts
 * @param interval the length of each; at least a millisecond
 */
public record Grid(Instant origin, Duration interval) {

    public Grid {
        origin = origin.truncatedTo(ChronoUnit.MILLIS);
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("interval: got %s, expected 1 ms or more".formatted(interval));
        }
    }

    public Window window(long index) {
        Instant start = origin.plusMillis(index * interval.toMillis());
        return new Window(index, start, start.plusMillis(interval.toMillis()));
    }

    /** The last window that has ended by then; empty before the first one has. */
    public Optional<Window> lastEndedBy(Instant instant) {
        long ended = Math.floorDiv(instant.toEpochMilli() - origin.toEpochMilli(), interval.toMillis());
        return ended < 1 ? Optional.empty() : Optional.of(window(ended - 1));
    }

    /** The index of the window in which an instant lies; negative for the origin and before. */
    long indexOf(long atMillis) {
        return Math.floorDiv(atMillis - origin.toEpochMilli() - 1, interval.toMillis());
    }
}
