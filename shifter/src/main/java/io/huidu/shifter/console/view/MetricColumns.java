package io.huidu.shifter.console.view;

import io.huidu.events.Counts;
import io.huidu.events.MetricKind;
import io.huidu.shifter.console.view.MetricPoint.Figure;
import io.huidu.shifter.console.view.MetricPoint.OfQuantile;
import io.huidu.shifter.console.view.Series.Band;
import io.huidu.shifter.console.view.Series.Column;
import io.huidu.shifter.console.view.Series.EvidenceColumns;
import io.huidu.shifter.console.view.Series.VersionColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One metric of some points of a run, as columns. */
final class MetricColumns {

    private final MetricLayout layout;
    private final List<Row> rows;

    /** The metric at a point, and at the one before. */
    private record Row(Optional<MetricPoint> now, Optional<MetricPoint> before) {

        Optional<Float> get(Figure number) {
            return now.map(point -> point.get(number));
        }

        /** What came in the interval; empty where it can't be told, for example because another threshold counts now. */
        Optional<Counts> between(Function<MetricPoint, Counts> of) {
            return now.flatMap(later -> before.filter(earlier -> isComparable(earlier, later))
                    .flatMap(earlier -> difference(of.apply(earlier), of.apply(later))));
        }

        private static boolean isComparable(MetricPoint earlier, MetricPoint later) {
            return Float.compare(earlier.get(Figure.BAD_ABOVE_MILLIS), later.get(Figure.BAD_ABOVE_MILLIS)) == 0;
        }

        private static Optional<Counts> difference(Counts earlier, Counts later) {
            long requests = later.requests() - earlier.requests();
            long bad = later.bad() - earlier.bad();
            return requests < 0 || bad < 0 || bad > requests
                    ? Optional.empty()
                    : Optional.of(new Counts(requests, bad));
        }
    }

    private MetricColumns(MetricLayout layout, List<Row> rows) {
        this.layout = layout;
        this.rows = rows;
    }

    /** The columns of a metric, from the point at {@code first} on. */
    static Series.Metric of(MetricLayout layout, List<Point> points, int first) {
        List<Row> rows = new ArrayList<>();
        for (int i = first; i < points.size(); i++) {
            rows.add(new Row(at(layout, points.get(i)), i == 0 ? Optional.empty() : at(layout, points.get(i - 1))));
        }
        return new MetricColumns(layout, rows).columns();
    }

    private static Optional<MetricPoint> at(MetricLayout layout, Point point) {
        return point.metrics().stream()
                .filter(metric -> metric.layout().name().equals(layout.name()))
                .findFirst();
    }

    private Series.Metric columns() {
        return new Series.Metric(
                layout.name(),
                layout.kind(),
                version(MetricPoint::baseline),
                version(MetricPoint::canary),
                column(Figure.BAD_ABOVE_MILLIS),
                new Band(
                        column(Figure.RELATIVE_RISK),
                        column(Figure.RELATIVE_RISK_LOWER),
                        column(Figure.RELATIVE_RISK_UPPER)),
                new Band(column(Figure.EXCESS), column(Figure.EXCESS_LOWER), column(Figure.EXCESS_UPPER)),
                new EvidenceColumns(column(Figure.REGRESSION), column(Figure.REGRESSION_BOUND)),
                new EvidenceColumns(column(Figure.NON_INFERIORITY), column(Figure.NON_INFERIORITY_BOUND)),
                column(Figure.HARM),
                column(Figure.HARM_BUDGET),
                column(Figure.DISPERSION),
                column(Figure.DETECTABLE_RISK),
                column(Figure.MISSING_REQUESTS),
                layout.quantiles().stream().map(this::quantile).toList(),
                layout.kind() == MetricKind.QUERY
                        ? Optional.of(new Series.Query(column(Figure.QUERY_BASELINE), column(Figure.QUERY_CANARY)))
                        : Optional.empty());
    }

    private Column column(Figure number) {
        return Column.of(rows, row -> row.get(number));
    }

    private VersionColumns version(Function<MetricPoint, Counts> of) {
        return new VersionColumns(
                Column.of(rows, row -> row.now().map(of).map(Counts::requests)),
                Column.of(rows, row -> row.now().map(of).map(Counts::bad)),
                Column.of(rows, row -> row.between(of).map(Counts::requests)),
                Column.of(rows, row -> row.between(of).map(Counts::bad)),
                Column.of(
                        rows,
                        row -> row.between(of)
                                .filter(counts -> counts.requests() > 0)
                                .map(Counts::rate)));
    }

    private Series.Quantile quantile(double quantile) {
        return new Series.Quantile(
                quantile,
                column(quantile, OfQuantile.BASELINE),
                column(quantile, OfQuantile.CANARY),
                new Band(
                        column(quantile, OfQuantile.SHIFT),
                        column(quantile, OfQuantile.SHIFT_LOWER),
                        column(quantile, OfQuantile.SHIFT_UPPER)));
    }

    /** A point may have fewer quantiles than the layout, for example while there is no data. */
    private Column column(double quantile, OfQuantile number) {
        return Column.of(
                rows,
                row -> row.now().flatMap(point -> {
                    int index = point.layout().quantiles().indexOf(quantile);
                    return index < 0 ? Optional.empty() : Optional.of(point.get(index, number));
                }));
    }
}
