package io.huidu.shifter.console.view;

import com.fasterxml.jackson.annotation.JsonValue;
import io.huidu.events.DataState;
import io.huidu.events.MetricKind;
import io.huidu.events.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was measured in a run, as columns of equal length.
 *
 * @param run whose it is; empty where none is known
 * @param from its baseline
 * @param to its canary
 * @param runs those that something is kept of, newest first
 * @param next asks for what is newer
 * @param time ends of the intervals, in seconds since 1970
 */
public record Series(
        Optional<String> run,
        Optional<String> from,
        Optional<String> to,
        List<RunShort> runs,
        Optional<Instant> next,
        List<Double> time,
        List<Integer> step,
        List<Verdict> verdict,
        List<String> reason,
        List<DataState> data,
        Column asked,
        Column observed,
        List<Metric> metrics,
        List<WeightChange> weights,
        List<Mark> marks) {

    /** Nothing of nothing. */
    public static final Series EMPTY = new Series(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Column.NONE,
            Column.NONE,
            List.of(),
            List.of(),
            List.of());

    /** A run in short. */
    public record RunShort(
            String id,
            Optional<String> from,
            Optional<String> to,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<String> outcome,
            int points) {}

    /** What the route was asked for and gave, from then on. */
    public record WeightChange(double time, int asked, Optional<Integer> observed, int step) {

        /** Another one only in time. */
        boolean isAs(WeightChange other) {
            return asked == other.asked && observed.equals(other.observed) && step == other.step;
        }
    }

    /** A verdict that was reached, or an end. */
    public record Mark(double time, String kind, String reason, String message, int step) {}

    /** Numbers, with gaps. */
    public record Column(@JsonValue List<@Nullable Number> values) {

        static final Column NONE = new Column(List.of());

        public Column {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }

        /** What isn't there, or is no number, is a gap. */
        static <T> Column of(List<T> rows, Function<T, Optional<? extends Number>> number) {
            List<@Nullable Number> values = new ArrayList<>(rows.size());
            for (T row : rows) {
                values.add(number.apply(row)
                        .<@Nullable Number>map(found -> Double.isFinite(found.doubleValue()) ? found : null)
                        .orElse(null));
            }
            return new Column(values);
        }
    }

    /** An estimate with limits. */
    public record Band(Column value, Column lower, Column upper) {}

    /** Evidence and its bound. */
    public record EvidenceColumns(Column logE, Column bound) {}

    /** Of one version. */
    public record VersionColumns(
            Column requests, Column bad, Column intervalRequests, Column intervalBad, Column intervalRate) {}

    /** Of a quantile. */
    public record Quantile(double quantile, Column baselineMillis, Column canaryMillis, Band shiftMillis) {}

    /** Of a query. */
    public record Query(Column baseline, Column canary) {}

    /** Of a metric. */
    public record Metric(
            String name,
            MetricKind kind,
            VersionColumns baseline,
            VersionColumns canary,
            Column badAboveMillis,
            Band relativeRisk,
            Band excess,
            EvidenceColumns regression,
            EvidenceColumns nonInferiority,
            Column harm,
            Column harmBudget,
            Column dispersion,
            Column detectableRisk,
            Column missingRequests,
            List<Quantile> quantiles,
            Optional<Query> query) {}
}
