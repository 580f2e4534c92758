package io.huidu.analyzer.analysis;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Side;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.verdict.VersionSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Where samples come from. Calls block, for as long as the implementation's timeout allows, and may come from several
 * threads.
 */
public interface Measurements {

    /**
     * The samples of all series of both versions from one instant to another, both inclusive.
     *
     * @throws MeasurementException when there is no answer, or none that can be used
     */
    Reading read(Comparison comparison, Instant from, Instant to) throws MeasurementException;

    /**
     * The same measurements, of which some are fetched beforehand and together where that can be done. They are what
     * they would have been one by one: what can't be fetched together is fetched when it is asked for. Never throws for
     * the state of the source.
     *
     * @param questions what {@link #read} will be asked, each once
     */
    default Measurements ahead(List<Question> questions) {
        return this;
    }

    /**
     * What both versions did in a window, aggregated by the source: no exact counts, but any number of series.
     *
     * @throws MeasurementException when there is no answer, or none that can be used
     */
    CountedWindow estimate(Comparison comparison, Window window) throws MeasurementException;

    /**
     * What the baseline did in the time before an instant, interval by interval, oldest first. Intervals of which nothing
     * is known are left out, and a source that would have too much to do goes back less far; empty where nothing is
     * known.
     *
     * @throws MeasurementException when there is no answer, or none that can be used
     */
    List<VersionSample> baselineBefore(Comparison comparison, Instant until, Duration time, Duration interval)
            throws MeasurementException;

    /**
     * What an expression tells of a version at the ends of windows, from one to another. Where it tells no number, or none that
     * is finite, there is none.
     *
     * @throws MeasurementException when there is no answer, or none that can be used, such as several numbers at a time
     */
    Map<Instant, Double> numbers(Comparison comparison, Side side, String expression, Window first, Window last)
            throws MeasurementException;
}
