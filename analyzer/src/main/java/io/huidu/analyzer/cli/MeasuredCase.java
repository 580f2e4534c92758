package io.huidu.analyzer.cli;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.recording.MeasuredLine;
import io.huidu.analyzer.recording.UnreadableLineException;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.MetricKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A case, line by line. An interval is as long as the shortest time between two lines. Lines of both kinds at one time
 * are one interval: errors come from one, durations from the other.
 */
final class MeasuredCase {

    private static final Duration LENGTH_OF_A_SINGLE_INTERVAL = Duration.ofSeconds(1);

    private record Interval(Instant at, Set<MetricKind> kinds, VersionSample baseline, VersionSample canary) {}

    private final List<Interval> intervals = new ArrayList<>();
    private final Set<MetricKind> kinds = EnumSet.noneOf(MetricKind.class);
    private String name = "";
    private Optional<String> label = Optional.empty();

    /**
     * Adds the next line.
     *
     * @throws UnreadableLineException when it isn't later than the line before
     */
    void add(MeasuredLine line) throws UnreadableLineException {
        Interval interval = new Interval(line.at(), EnumSet.of(line.kind()), line.baseline(), line.canary());
        if (intervals.isEmpty()) {
            name = line.name();
            label = line.label();
            intervals.add(interval);
        } else if (completes(interval, intervals.getLast())) {
            intervals.set(intervals.size() - 1, together(intervals.getLast(), interval));
        } else if (interval.at.isAfter(intervals.getLast().at)) {
            intervals.add(interval);
        } else {
            throw new UnreadableLineException("t: got %s, expected a time after %s, that of the line before"
                    .formatted(seconds(line.at()), seconds(intervals.getLast().at)));
        }
        kinds.add(line.kind());
    }

    private static boolean completes(Interval one, Interval other) {
        return one.at.equals(other.at) && !other.kinds.containsAll(one.kinds);
    }

    private static Interval together(Interval one, Interval other) {
        boolean errorsFirst = one.kinds.contains(MetricKind.ERRORS);
        Interval errors = errorsFirst ? one : other;
        Interval latency = errorsFirst ? other : one;
        return new Interval(
                one.at,
                EnumSet.of(MetricKind.ERRORS, MetricKind.LATENCY),
                together(errors.baseline, latency.baseline),
                together(errors.canary, latency.canary));
    }

    private static VersionSample together(VersionSample errors, VersionSample latency) {
        return new VersionSample(errors.requests(), errors.errors(), latency.latency());
    }

    private static String seconds(Instant at) {
        return at.toEpochMilli() / 1000.0 + " s";
    }

    String name() {
        return name;
    }

    Optional<String> label() {
        return label;
    }

    Set<MetricKind> kinds() {
        return kinds;
    }

    /** How long an interval is. */
    Duration interval() {
        return IntStream.range(1, intervals.size())
                .mapToObj(i -> Duration.between(intervals.get(i - 1).at, intervals.get(i).at))
                .min(Duration::compareTo)
                .orElse(LENGTH_OF_A_SINGLE_INTERVAL);
    }

    List<CountedWindow> windows() {
        Duration length = interval();
        UsedBuckets used = UsedBuckets.of(intervals.stream()
                .flatMap(i -> Stream.of(i.baseline.latency(), i.canary.latency()))
                .toList());
        return IntStream.range(0, intervals.size())
                .mapToObj(i -> window(i, intervals.get(i), length, used))
                .toList();
    }

    private static CountedWindow window(int index, Interval interval, Duration length, UsedBuckets used) {
        Window window = new Window(index, interval.at, interval.at.plus(length));
        return CountedWindow.exact(window, used.of(interval.baseline), used.of(interval.canary));
    }
}
