package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.Counts;
import io.huidu.events.Estimate;
import io.huidu.events.MetricCheck;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.MetricReport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A metric under checks: what was counted since the release began, and what was last checked.
 *
 * @param slowAbove for latency: the bound that makes a request a bad one; empty where none does
 * @param last empty before the first check
 */
record CheckedMetric(
        MetricPlan plan, Counts baseline, Counts canary, OptionalDouble slowAbove, Optional<MetricCheck> last) {

    static CheckedMetric begin(MetricPlan plan) {
        return new CheckedMetric(plan, Counts.NONE, Counts.NONE, OptionalDouble.empty(), Optional.empty());
    }

    /** With an interval's requests; for latency the bad ones are those above {@code millis}, up to a bucket's bound. */
    CheckedMetric plus(IntervalSample sample, OptionalDouble millis) {
        return new CheckedMetric(
                plan,
                baseline.plus(counts(sample.baseline(), millis)),
                canary.plus(counts(sample.canary(), millis)),
                plan.kind() == MetricKind.LATENCY ? bound(sample.canary().latency(), millis) : OptionalDouble.empty(),
                last);
    }

    CheckedMetric checked(MetricCheck check) {
        return new CheckedMetric(plan, baseline, canary, slowAbove, Optional.of(check));
    }

    private Counts counts(VersionSample version, OptionalDouble millis) {
        return switch (plan.kind()) {
            case ERRORS -> new Counts(version.requests(), version.errors());
            case LATENCY ->
                new Counts(
                        version.latency().total(),
                        bound(version.latency(), millis).stream()
                                .mapToLong(bound -> version.latency().countAbove(bound))
                                .sum());
            case QUERY -> throw new IllegalArgumentException("kind: got 'query', expected one that counts requests");
        };
    }

    /** Empty when no bound lies there. */
    private static OptionalDouble bound(LatencyHistogram latency, OptionalDouble millis) {
        return millis.stream()
                .map(latency::boundAtOrAbove)
                .filter(Double::isFinite)
                .findFirst();
    }

    MetricReport report() {
        boolean countsBad = plan.kind() == MetricKind.ERRORS || slowAbove.isPresent();
        boolean compares = countsBad && baseline.requests() > 0 && canary.requests() > 0;
        return new MetricReport(
                plan.name(),
                plan.kind(),
                baseline,
                canary,
                slowAbove.stream().boxed().findFirst(),
                compares ? value(canary.rate() / baseline.rate()) : Estimate.UNKNOWN,
                compares ? value(canary.rate() - baseline.rate()) : Estimate.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                last);
    }

    private static Estimate value(double value) {
        return Estimate.of(value, Double.NaN, Double.NaN);
    }
}
