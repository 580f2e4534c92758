package io.huidu.analyzer.counting;

import java.time.Instant;

/**
 * One interval of a grid.
 *
 * @param index its number, from 0
 * @param start exclusive
 * @param end inclusive
 */
public record Window(long index, Instant start, Instant end) {

    public Window {
        if (index < 0 || !start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "window: got number %d from %s to %s, expected a number of 0 or more and an end after the start"
                            .formatted(index, start, end));
        }
    }
}
