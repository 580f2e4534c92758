package io.huidu.analyzer.counting;

import java.util.List;
import java.util.UUID;

/**
 * A piece of one time series.
 *
 * @param id names the series uniquely among all of a comparison, and always in the same way
 * @param side the version it belongs to
 * @param part which of the version's requests it counts
 * @param samples oldest first
 */
public record Series(UUID id, Side side, Part part, Target target, Meaning meaning, List<Sample> samples) {

    public Series {
        samples = List.copyOf(samples);
    }
}
