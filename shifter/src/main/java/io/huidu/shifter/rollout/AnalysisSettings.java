package io.huidu.shifter.rollout;

import io.huidu.events.AnalysisPlan;
import io.huidu.events.JudgePlan;
import io.huidu.events.JudgePlan.Rule;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.ShownQuery;
import io.huidu.events.StratifyBy;
import java.time.Duration;
import java.util.List;

/**
 * How the two versions are compared in every step.
 *
 * @param preset where the metrics come from
 * @param interval how often the analyzer looks
 * @param falseRollbackProbability α, for the whole release
 * @param falsePromotionProbability β, for each promotion
 * @param minRequests what the canary must have answered in a step
 * @param warmup how long the canary's pods are cold after they became ready
 * @param onInconclusive what is done when a step has data but no verdict until {@link Safety#progressDeadline()}
 * @param metrics what is compared; not empty
 * @param stratifyBy within which kinds of requests
 * @param judge by which rule
 * @param shown what is shown beside the verdicts
 */
public record AnalysisSettings(
        Preset preset,
        Duration interval,
        Probability falseRollbackProbability,
        Probability falsePromotionProbability,
        long minRequests,
        Duration warmup,
        OnInconclusive onInconclusive,
        List<MetricPlan> metrics,
        StratifyBy stratifyBy,
        JudgePlan judge,
        List<ShownQuery> shown) {

    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);
    public static final Probability DEFAULT_FALSE_ROLLBACK_PROBABILITY = Probability.of(0.01);
    public static final Probability DEFAULT_FALSE_PROMOTION_PROBABILITY = Probability.of(0.05);
    public static final long DEFAULT_MIN_REQUESTS = 100;
    public static final Duration DEFAULT_WARMUP = Duration.ofSeconds(60);

    /** What is compared when the resource names nothing. */
    public static final List<MetricPlan> DEFAULT_METRICS =
            List.of(defaultMetric("errors", MetricKind.ERRORS), defaultMetric("latency", MetricKind.LATENCY));

    /** Without usable data for this long at least, nobody is called silent: the smallest interval is a second. */
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(30);

    /** What is done when a step has data but no verdict until the deadline. */
    public enum OnInconclusive {
        HOLD,
        ROLL_BACK,
        PROMOTE
    }

    public AnalysisSettings {
        Check.that(!warmup.isNegative(), "analysis.warmup", warmup, "0s or more");
        metrics = List.copyOf(metrics);
        shown = List.copyOf(shown);
    }

    /** With nothing shown beside the verdicts. */
    public AnalysisSettings(
            Preset preset,
            Duration interval,
            Probability falseRollbackProbability,
            Probability falsePromotionProbability,
            long minRequests,
            Duration warmup,
            OnInconclusive onInconclusive,
            List<MetricPlan> metrics,
            StratifyBy stratifyBy,
            JudgePlan judge) {
        this(
                preset,
                interval,
                falseRollbackProbability,
                falsePromotionProbability,
                minRequests,
                warmup,
                onInconclusive,
                metrics,
                stratifyBy,
                judge,
                List.of());
    }

    public static final double DEFAULT_QUERY_TOLERANCE = 0.1;
    public static final double DEFAULT_QUERY_MARGIN = 0.25;

    /** The metric of this name and kind, which counts requests, with everything else as it is by default. */
    public static MetricPlan defaultMetric(String name, MetricKind kind) {
        return switch (kind) {
            case ERRORS -> new MetricPlan(name, kind, 1, 0, 0, 0.25, 0.005);
            case LATENCY -> new MetricPlan(name, kind, 1, 0.2, 0, 0.25, 0.02);
            case QUERY -> throw new IllegalArgumentException("kind: got 'query', expected one that has defaults");
        };
    }

    /** How long the analyzer may be quiet: three intervals, but at least half a minute. */
    Duration patience() {
        Duration threeIntervals = interval.multipliedBy(3);
        return threeIntervals.compareTo(SHORTEST_PATIENCE) > 0 ? threeIntervals : SHORTEST_PATIENCE;
    }

    /** How long a step of some minimum duration may take with nothing being wrong: cold pods, and a patient judge. */
    public Duration expected(Duration minDuration) {
        Duration judged = judged();
        return warmup.plus(judged.compareTo(minDuration) > 0 ? judged : minDuration);
    }

    private Duration judged() {
        return switch (judge) {
            case JudgePlan.Sequential any -> Duration.ZERO;
            case JudgePlan.MannWhitney test -> test.lifetime();
            case JudgePlan.Threshold limits ->
                switch (limits.rule()) {
                    case Rule.Flagger any -> Duration.ZERO;
                    case Rule.Argo argo -> interval.multipliedBy(argo.count().orElse(0));
                };
        };
    }

    /** What makes two settings two comparisons, each with evidence of its own. */
    record Comparison(Duration interval, List<MetricPlan> metrics) {}

    Comparison comparison() {
        return new Comparison(interval, metrics);
    }

    /** The same as one of several comparisons, which share what may be rolled back falsely. */
    AnalysisSettings oneOf(long comparisons) {
        return comparisons == 1
                ? this
                : new AnalysisSettings(
                        preset,
                        interval,
                        Probability.of(falseRollbackProbability.value() / comparisons),
                        falsePromotionProbability,
                        minRequests,
                        warmup,
                        onInconclusive,
                        metrics,
                        stratifyBy,
                        judge,
                        shown);
    }

    AnalysisPlan plan(Duration minDuration) {
        return new AnalysisPlan(
                preset,
                interval,
                falseRollbackProbability,
                falsePromotionProbability,
                minRequests,
                minDuration,
                metrics,
                stratifyBy,
                judge,
                shown);
    }
}
