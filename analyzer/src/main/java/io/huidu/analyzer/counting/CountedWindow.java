package io.huidu.analyzer.counting;

import io.huidu.analyzer.verdict.IntervalSample;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.DataState;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * What both versions did up to the end of a window.
 *
 * @param from where counting started: the window's start, or that of an earlier window without data, whose counts are
 *     in this one
 * @param state what the data were like; never {@link DataState#WARMING_UP} or {@link DataState#PROMETHEUS_UNREACHABLE},
 *     which samples can't tell. With {@link DataState#NO_DATA} nothing is counted yet.
 */
public record CountedWindow(
        Window window, Instant from, VersionSample baseline, VersionSample canary, DataState state) {

    static CountedWindow withoutData(Window window) {
        return new CountedWindow(window, window.start(), VersionSample.NONE, VersionSample.NONE, DataState.NO_DATA);
    }

    /** Counts that are known to be exact. */
    public static CountedWindow exact(Window window, VersionSample baseline, VersionSample canary) {
        DataState state = state(baseline, canary, DataState.EXACT);
        return new CountedWindow(window, window.start(), baseline, canary, state);
    }

    /**
     * Counts that Prometheus has aggregated.
     *
     * @param increases series of both versions that have increases in the window instead of values; none of a version's
     *     requests where nothing is known of it
     * @param share what the increases are multiplied by
     */
    public static CountedWindow estimated(Window window, Collection<Series> increases, double share) {
        Map<Side, VersionTally> tallies = new EnumMap<>(Side.class);
        for (Series series : increases) {
            VersionTally tally = tallies.computeIfAbsent(series.side(), s -> new VersionTally());
            series.samples().forEach(sample -> tally.add(series, share * sample.value()));
        }
        if (tallies.isEmpty()) {
            return withoutData(window);
        }
        VersionSample one =
                tallies.getOrDefault(Side.BASELINE, new VersionTally()).sample();
        VersionSample two =
                tallies.getOrDefault(Side.CANARY, new VersionTally()).sample();
        return new CountedWindow(window, window.start(), one, two, state(one, two, DataState.ESTIMATED));
    }

    /** What counts of versions that are scraped say about their traffic. */
    static DataState state(VersionSample baseline, VersionSample canary, DataState full) {
        if (canary.requests() > 0) {
            return full;
        }
        return baseline.requests() > 0 ? DataState.NO_CANARY_TRAFFIC : DataState.NO_TRAFFIC;
    }

    /** The same with what queries have told of both versions, by the metric's name. */
    public CountedWindow with(Map<String, Double> ofBaseline, Map<String, Double> ofCanary) {
        return new CountedWindow(window, from, baseline.with(ofBaseline), canary.with(ofCanary), state);
    }

    /** The same as the judge takes it. */
    public IntervalSample sample() {
        return new IntervalSample(from, window.end(), baseline, canary, state != DataState.ESTIMATED);
    }
}
