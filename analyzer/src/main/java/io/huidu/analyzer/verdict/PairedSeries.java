package io.huidu.analyzer.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The values of both versions, interval by interval, oldest first. */
record PairedSeries(List<Point> points) {

    static final PairedSeries EMPTY = new PairedSeries(List.of());

    PairedSeries {
        points = List.copyOf(points);
    }

    /**
     * An interval.
     *
     * @param pairs one per metric
     */
    record Point(Instant start, Instant end, List<Pair> pairs) {

        Point {
            pairs = List.copyOf(pairs);
        }
    }

    /** The values of one metric; NaN, as the rules on series have it, for one that is missing. */
    record Pair(double baseline, double canary) {}

    PairedSeries plus(Point point) {
        List<Point> more = new ArrayList<>(points);
        more.add(point);
        return new PairedSeries(more);
    }

    /** What began at an instant or later. */
    PairedSeries since(Instant from) {
        return new PairedSeries(
                points.stream().filter(p -> !p.start().isBefore(from)).toList());
    }

    /** What began within some time before the end of the last interval, which there must be. */
    PairedSeries last(Duration time) {
        return since(points.getLast().end().minus(time));
    }

    double[] baseline(int metric) {
        return pairs(metric).mapToDouble(Pair::baseline).toArray();
    }

    double[] canary(int metric) {
        return pairs(metric).mapToDouble(Pair::canary).toArray();
    }

    private Stream<Pair> pairs(int metric) {
        return points.stream().map(p -> p.pairs().get(metric));
    }
}
