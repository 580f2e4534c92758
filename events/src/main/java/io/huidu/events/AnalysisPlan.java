package io.huidu.events;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.time.Duration;
import java.util.List;

/**
 * How two versions are compared.
 *
 * @param preset where the metrics come from
 * @param interval how often the analyzer looks; at least a second
 * @param falseRollbackProbability α: a release as good as the stable version is rolled back with at most this
 *     probability, over all looks, metrics and steps
 * @param falsePromotionProbability β: the error level of each statement that lets the weight go up
 * @param minRequests what the canary must have answered in a step before it is promoted
 * @param minDuration how long a step lasts at least
 * @param metrics what is compared; not empty
 * @param stratifyBy within which kinds of requests; in JSON it may be absent, and then all are compared together
 * @param judge by which rule; in JSON it may be absent, and then it is the sequential one
 * @param shown what is shown beside the verdicts; in JSON it may be absent, and then it is nothing
 */
public record AnalysisPlan(
        Preset preset,
        Duration interval,
        Probability falseRollbackProbability,
        Probability falsePromotionProbability,
        long minRequests,
        Duration minDuration,
        List<MetricPlan> metrics,
        @JacksonInject(useInput = OptBoolean.TRUE) StratifyBy stratifyBy,
        @JacksonInject(useInput = OptBoolean.TRUE) JudgePlan judge,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JacksonInject(value = NOTHING_SHOWN, useInput = OptBoolean.TRUE)
        List<ShownQuery> shown) {

    /** Names what stands in for an absent {@code shown}. */
    public static final String NOTHING_SHOWN = "nothing shown";

    public AnalysisPlan {
        Require.that(interval.compareTo(Duration.ofSeconds(1)) >= 0, "analysis.interval", interval, "1s or more");
        Require.that(minRequests >= 0, "analysis.minRequests", minRequests, "0 or more");
        Require.that(!minDuration.isNegative(), "analysis.minDuration", minDuration, "0s or more");
        metrics = List.copyOf(metrics);
        Require.that(!metrics.isEmpty(), "analysis.metrics", metrics, "at least one metric");
        Require.that(
                metrics.stream().anyMatch(MetricPlan::isNeededForPromotion),
                "analysis.metrics",
                metrics.stream().map(MetricPlan::name).toList(),
                "at least one that a promotion needs");
        Require.that(
                metrics.stream().allMatch(m -> m.kind() != MetricKind.QUERY) || judge instanceof JudgePlan.Sequential,
                "analysis.metrics",
                metrics.stream().map(MetricPlan::name).toList(),
                "no query but for the sequential judge");
        Require.that(
                stratifyBy.labels().isEmpty() || judge instanceof JudgePlan.Sequential,
                "analysis.stratifyBy",
                stratifyBy.labels(),
                "none but for the sequential judge");
        shown = List.copyOf(shown);
        Require.that(
                shown.stream().map(ShownQuery::name).distinct().count() == shown.size(),
                "analysis.shown",
                shown.stream().map(ShownQuery::name).toList(),
                "different names");
    }

    /** A plan for the sequential judge that compares all requests together. */
    public AnalysisPlan(
            Preset preset,
            Duration interval,
            Probability falseRollbackProbability,
            Probability falsePromotionProbability,
            long minRequests,
            Duration minDuration,
            List<MetricPlan> metrics) {
        this(
                preset,
                interval,
                falseRollbackProbability,
                falsePromotionProbability,
                minRequests,
                minDuration,
                metrics,
                StratifyBy.NOTHING,
                JudgePlan.SEQUENTIAL,
                List.of());
    }
}
