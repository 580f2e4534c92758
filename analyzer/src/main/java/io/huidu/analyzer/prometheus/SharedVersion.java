package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.counting.NativeHistogram;
import io.huidu.analyzer.counting.Sample;
import io.huidu.analyzer.counting.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/** One version's part of an answer that it shares with others: the series and the samples that are its own. */
final class SharedVersion {

    private final VersionSelectors version;
    private final long fromMillis;
    private final List<List<Own>> ways;
    private final Map<String, List<LabelledSamples>> found = new HashMap<>();

    /**
     * What a label's value has to be. Most are another version's, which is soon seen by their beginning.
     *
     * @param beginning of all values that match
     */
    private record Own(String label, String beginning, Predicate<String> values) {

        static Own of(Matcher matcher) {
            String value = matcher.value();
            return switch (matcher.operator()) {
                case EQUALS -> new Own(matcher.label(), "", value::equals);
                // A family's own, and simple enough to mean the same here and there.
                case MATCHES ->
                    new Own(
                            matcher.label(),
                            matcher.beginning(),
                            Pattern.compile(value).asMatchPredicate());
                case EQUALS_NOT, MATCHES_NOT ->
                    throw new IllegalArgumentException(
                            "matcher: got %s, expected one that says what matches".formatted(matcher));
            };
        }

        boolean matches(LabelledSamples series) {
            String value = series.label(label);
            return value.startsWith(beginning) && values.test(value);
        }
    }

    /**
     * @param fromMillis what is earlier isn't its own
     */
    SharedVersion(VersionSelectors version, long fromMillis) {
        this.version = version;
        this.fromMillis = fromMillis;
        this.ways = version.matchers().stream()
                .map(way -> way.stream().map(Own::of).toList())
                .toList();
    }

    /** Whether a series is its own, by the labels that {@link #tellingLabels} names. */
    boolean owns(LabelledSamples series) {
        for (List<Own> way : ways) {
            if (isOneOf(way, series)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOneOf(List<Own> way, LabelledSamples series) {
        for (Own own : way) {
            if (!own.matches(series)) {
                return false;
            }
        }
        return true;
    }

    /** The labels by which versions are told apart. */
    List<String> tellingLabels() {
        return ways.stream().flatMap(List::stream).map(Own::label).distinct().toList();
    }

    /** Takes a series of its own; without samples in its time it has none. */
    void take(LabelledSamples series) {
        List<Sample> samples = fromThen(series.samples(), Sample::atMillis);
        List<NativeHistogram> histograms = fromThen(series.histograms(), NativeHistogram::atMillis);
        if (!samples.isEmpty() || !histograms.isEmpty()) {
            found.computeIfAbsent(series.label("__name__"), name -> new ArrayList<>())
                    .add(new LabelledSamples(series.labels(), samples, histograms));
        }
    }

    /** Those of its time, oldest first as they are. */
    private <T> List<T> fromThen(List<T> all, ToLongFunction<T> atMillis) {
        int first = 0;
        while (first < all.size() && atMillis.applyAsLong(all.get(first)) < fromMillis) {
            first++;
        }
        return first == 0 ? all : all.subList(first, all.size());
    }

    /** How many series count, where a native histogram counts as many classic ones. */
    long weight() {
        PresetMetrics metrics = version.metrics();
        return named(metrics.requests()).size()
                + named(metrics.buckets()).size()
                + (long) VersionSelectors.BUCKETS_OF_A_HISTOGRAM
                        * named(metrics.histogram()).size();
    }

    /** All of its counters. */
    List<Series> series() throws MeasurementException {
        return new VersionCounters(version, VersionCounters.TARGET, VersionCounters.among(found)).readWithStarts();
    }

    private List<LabelledSamples> named(String metric) {
        return found.getOrDefault(metric, List.of());
    }
}
