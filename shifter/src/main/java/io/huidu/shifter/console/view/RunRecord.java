package io.huidu.shifter.console.view;

import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.ReleaseState;
import io.huidu.events.Weight;
import io.huidu.shifter.console.view.Series.Column;
import io.huidu.shifter.console.view.Series.Mark;
import io.huidu.shifter.console.view.Series.RunShort;
import io.huidu.shifter.console.view.Series.WeightChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is kept of one run of a release, in order of time. Not thread-safe. */
final class RunRecord {

    /** Of changes and of marks, each; a release has a few dozen. */
    private static final int MOST = 300;

    private final String id;
    private final List<Point> points = new ArrayList<>();
    private final List<WeightChange> weights = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private Optional<String> from = Optional.empty();
    private Optional<String> to = Optional.empty();
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();
    private Optional<String> outcome = Optional.empty();

    RunRecord(String id) {
        this.id = id;
    }

    int points() {
        return points.size();
    }

    /** Leaves out the oldest. */
    void forget(int count) {
        points.subList(0, Math.min(count, points.size())).clear();
    }

    /** Adds the end of an interval; one that isn't later than the last is a repetition, and is left out. */
    boolean add(Judgement judgement) {
        Optional<Point> last = last();
        if (last.filter(point -> !judgement.windowEnd().isAfter(point.time())).isPresent()) {
            return false;
        }
        points.add(Point.of(judgement, last));
        return true;
    }

    void reached(Judgement judgement, String kind) {
        mark(new Mark(
                seconds(judgement.windowEnd()),
                kind,
                judgement.reason().toString(),
                judgement.message(),
                judgement.step() + 1));
    }

    void changed(EventType type, Instant time, ReleaseState state) {
        from = Optional.of(state.from());
        to = Optional.of(state.to());
        WeightChange change = new WeightChange(
                seconds(time),
                state.weightAsked().percent(),
                state.weightObserved().map(Weight::percent),
                state.step() + 1);
        if (weights.isEmpty() || !weights.getLast().isAs(change)) {
            bounded(weights, change);
        }
        switch (type) {
            case RELEASE_STARTED -> {
                startedAt = Optional.of(time);
                mark(mark("started", time, state));
            }
            case RELEASE_PROMOTED -> end("promoted", time, state);
            case RELEASE_ROLLED_BACK -> end("rolled-back", time, state);
            case RELEASE_ABORTED -> end("aborted", time, state);
            default -> {
                // Tells of the weight alone.
            }
        }
    }

    private void end(String how, Instant time, ReleaseState state) {
        endedAt = Optional.of(time);
        outcome = Optional.of(how);
        mark(mark(how, time, state));
    }

    private static Mark mark(String kind, Instant time, ReleaseState state) {
        return new Mark(seconds(time), kind, state.reason().toString(), state.message(), state.step() + 1);
    }

    private void mark(Mark mark) {
        bounded(marks, mark);
    }

    private static <T> void bounded(List<T> list, T added) {
        list.add(added);
        if (list.size() > MOST) {
            list.removeFirst();
        }
    }

    private Optional<Point> last() {
        return points.isEmpty() ? Optional.empty() : Optional.of(points.getLast());
    }

    RunShort inShort() {
        return new RunShort(id, from, to, startedAt, endedAt, outcome, points.size());
    }

    /** What came after a time, or all of it. */
    Series series(Optional<Instant> after, List<RunShort> runs) {
        int first = (int) points.stream()
                .takeWhile(point ->
                        after.filter(time -> !point.time().isAfter(time)).isPresent())
                .count();
        List<Point> shown = points.subList(first, points.size());
        return new Series(
                Optional.of(id),
                from,
                to,
                runs,
                last().map(Point::time).or(() -> after),
                shown.stream().map(point -> seconds(point.time())).toList(),
                shown.stream().map(Point::step).toList(),
                shown.stream().map(Point::verdict).toList(),
                shown.stream().map(point -> point.reason().toString()).toList(),
                shown.stream().map(Point::data).toList(),
                Column.of(shown, Point::asked),
                Column.of(shown, Point::observed),
                layouts(shown).values().stream()
                        .map(layout -> MetricColumns.of(layout, points, first))
                        .toList(),
                weights.stream().filter(change -> isAfter(change.time(), after)).toList(),
                marks.stream().filter(mark -> isAfter(mark.time(), after)).toList());
    }

    /** By name; of each the one with most quantiles. */
    private static Map<String, MetricLayout> layouts(List<Point> shown) {
        Map<String, MetricLayout> layouts = new LinkedHashMap<>();
        shown.forEach(point -> point.metrics()
                .forEach(metric -> layouts.merge(
                        metric.layout().name(),
                        metric.layout(),
                        (one, other) ->
                                other.quantiles().size() > one.quantiles().size() ? other : one)));
        return layouts;
    }

    private static boolean isAfter(double time, Optional<Instant> after) {
        return after.map(start -> time > seconds(start)).orElse(true);
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
