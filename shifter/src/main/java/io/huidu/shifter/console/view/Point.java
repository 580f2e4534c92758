package io.huidu.shifter.console.view;

import io.huidu.events.DataState;
import io.huidu.events.Judgement;
import io.huidu.events.MetricReport;
import io.huidu.events.ReasonWord;
import io.huidu.events.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was known at the end of an interval, in short.
 *
 * @param step from 1
 * @param asked percent of the requests; empty without requests
 * @param observed percent of the requests that came to the canary
 */
public record Point(
        Instant time,
        int step,
        Verdict verdict,
        ReasonWord reason,
        DataState data,
        Optional<Integer> asked,
        Optional<Double> observed,
        List<MetricPoint> metrics) {

    public Point {
        metrics = List.copyOf(metrics);
    }

    /**
     * Of a judgement.
     *
     * @param before the point before in the same run, whose layouts are shared where they are the same
     */
    static Point of(Judgement judgement, Optional<Point> before) {
        List<MetricLayout> known = before.map(point ->
                        point.metrics().stream().map(MetricPoint::layout).toList())
                .orElse(List.of());
        return new Point(
                judgement.windowEnd(),
                judgement.step() + 1,
                judgement.verdict(),
                judgement.reason(),
                judgement.data(),
                judgement.traffic().map(share -> share.asked().percent()),
                judgement.traffic().map(share -> 100 * share.observed()),
                judgement.metrics().stream().map(report -> point(report, known)).toList());
    }

    private static MetricPoint point(MetricReport report, List<MetricLayout> known) {
        MetricLayout layout = MetricLayout.of(report);
        return MetricPoint.of(known.stream().filter(layout::equals).findFirst().orElse(layout), report);
    }
}
