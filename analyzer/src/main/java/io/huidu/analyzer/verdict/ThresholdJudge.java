package io.huidu.analyzer.verdict;

import io.huidu.events.AnalysisPlan;
import io.huidu.events.CheckResult;
import io.huidu.events.Estimate;
import io.huidu.events.Exposure;
import io.huidu.events.JudgePlan;
import io.huidu.events.MetricCheck;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Judges the canary alone, against constant limits, as Flagger and Argo Rollouts do; the interval is their window as well.
 * It promises nothing about how often a healthy canary is rolled back.
 *
 * <p>An interval is checked when it lay wholly in its step and the pods were warm. One in which the canary had no requests
 * is a check without a value: a failed one to Flagger, an error to Argo Rollouts. That Prometheus is away, or that it knows
 * neither version, never gets here. Memory and time per interval are constant.
 */
final class ThresholdJudge implements Judge {

    private final JudgePlan.Threshold limits;
    private final Watch watch;
    private final List<CheckedMetric> metrics;
    private final ThresholdRule rule;

    ThresholdJudge(AnalysisPlan plan, JudgePlan.Threshold limits) {
        this(
                limits,
                Watch.begin(plan),
                plan.metrics().stream().map(CheckedMetric::begin).toList(),
                ThresholdRule.begin(limits.rule(), plan.metrics().size()));
    }

    private ThresholdJudge(JudgePlan.Threshold limits, Watch watch, List<CheckedMetric> metrics, ThresholdRule rule) {
        this.limits = limits;
        this.watch = watch;
        this.metrics = metrics;
        this.rule = rule;
    }

    @Override
    public ThresholdJudge observe(IntervalSample sample, Exposure exposure) {
        ThresholdRule now = watch.isNew(exposure) ? rule.enterStep() : rule;
        Watch watched = watch.observe(sample, exposure);
        if (sample.start().isBefore(Watch.beginOf(exposure))) {
            return new ThresholdJudge(limits, watched, metrics, now);
        }
        List<CheckedMetric> seen = metrics.stream()
                .map(m -> m.plus(sample, OptionalDouble.of(limits.maxLatencyMillis())))
                .map(m -> now.checks() ? m.checked(check(m.plan(), sample)) : m)
                .toList();
        return new ThresholdJudge(limits, watched, seen, now.plus(results(seen)));
    }

    private static List<CheckResult> results(List<CheckedMetric> metrics) {
        return metrics.stream()
                .flatMap(m -> m.last().stream())
                .map(MetricCheck::result)
                .toList();
    }

    private MetricCheck check(MetricPlan metric, IntervalSample sample) {
        VersionSample canary = sample.canary();
        OptionalDouble value = MetricValue.of(metric.kind(), limits.latency(), canary);
        return new MetricCheck(
                value.isEmpty() ? CheckResult.NO_DATA : isWithin(metric, canary) ? CheckResult.PASS : CheckResult.HIGH,
                boxed(MetricValue.of(metric.kind(), limits.latency(), sample.baseline())),
                boxed(value),
                Optional.of(limit(metric)),
                Estimate.UNKNOWN);
    }

    /** The success rate itself is compared, since 1 − 0.07 is less than 0.93 to a computer. */
    private boolean isWithin(MetricPlan metric, VersionSample canary) {
        return switch (metric.kind()) {
            case ERRORS ->
                (double) (canary.requests() - canary.errors()) / canary.requests() >= limits.minSuccessRate();
            case LATENCY ->
                MetricValue.latencyMillis(limits.latency(), canary.latency()).orElseThrow()
                        <= limits.maxLatencyMillis();
            case QUERY -> throw new IllegalArgumentException("kind: got 'query', expected one that counts requests");
        };
    }

    private double limit(MetricPlan metric) {
        return metric.kind() == MetricKind.ERRORS
                ? BigDecimal.ONE
                        .subtract(BigDecimal.valueOf(limits.minSuccessRate()))
                        .doubleValue()
                : limits.maxLatencyMillis();
    }

    private static Optional<Double> boxed(OptionalDouble value) {
        return value.stream().boxed().findFirst();
    }

    @Override
    public Findings judge(Exposure current, Optional<Weight> nextWeight) {
        CheckDecision decision = new CheckDecision(
                rule.progress(),
                words(),
                metrics.stream().map(CheckedMetric::report).toList(),
                Optional.empty());
        return watch.situation(List.of(), current, nextWeight)
                .map(decision::on)
                .orElseGet(() -> Decision.undecided(Reason.CHECKS_PENDING, "no interval has been checked yet"));
    }

    private String words() {
        String each = metrics.stream()
                .flatMap(m -> m.last().map(c -> CheckSentences.limit(m.plan(), limits.latency(), c)).stream())
                .collect(Collectors.joining("; "));
        return each.isEmpty() ? rule.words() : rule.words() + ": " + each;
    }
}
