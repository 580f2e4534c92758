package io.huidu.events;

import java.util.Optional;

/**
 * One metric of a comparison.
 *
 * @param name unique within the plan; appears in verdicts
 * @param kind what makes a request a bad one
 * @param weight its share in the promise of {@link AnalysisPlan#falseRollbackProbability()}; above 0
 * @param tolerance how much worse the canary may be before it counts as a regression: relative to the baseline's rate
 *     of bad requests for {@link MetricKind#ERRORS}, relative in time for {@link MetricKind#LATENCY}, relative to the baseline's number for {@link MetricKind#QUERY};
 *     0.1 is ten percent
 * @param floor a rate of bad requests below which nobody cares; 0 for none
 * @param margin how much worse than the baseline the canary may be to be called non-inferior, relative; above 0
 * @param harmBudget the share of all requests that may turn bad because of the canary at the next weight; above 0
 * @param query which number, for {@link MetricKind#QUERY}, to which floor and harm budget mean nothing; else empty
 */
public record MetricPlan(
        String name,
        MetricKind kind,
        double weight,
        double tolerance,
        double floor,
        double margin,
        double harmBudget,
        Optional<QueryPlan> query) {

    public MetricPlan {
        Require.notBlank("metric.name", name);
        Require.that(weight > 0 && weight < Double.MAX_VALUE, "metric.weight", weight, "more than 0");
        Require.that(tolerance >= 0 && tolerance <= 10, "metric.tolerance", tolerance, "0 to 10");
        Require.that(floor >= 0 && floor < 1, "metric.floor", floor, "0 or more, below 1");
        Require.that(margin > 0 && margin <= 10, "metric.margin", margin, "more than 0, at most 10");
        Require.that(harmBudget > 0 && harmBudget <= 1, "metric.harmBudget", harmBudget, "more than 0, at most 1");
        Require.that(
                query.isPresent() == (kind == MetricKind.QUERY),
                "metric.query",
                query.isPresent() ? "one" : "none",
                kind == MetricKind.QUERY ? "one for the kind query" : "none for another kind than query");
    }

    /** A metric that counts requests. */
    public MetricPlan(
            String name,
            MetricKind kind,
            double weight,
            double tolerance,
            double floor,
            double margin,
            double harmBudget) {
        this(name, kind, weight, tolerance, floor, margin, harmBudget, Optional.empty());
    }

    /** A metric that is a number. */
    public static MetricPlan ofQuery(String name, double weight, double tolerance, double margin, QueryPlan query) {
        return new MetricPlan(name, MetricKind.QUERY, weight, tolerance, 0, margin, 1, Optional.of(query));
    }

    /** Whether a promotion needs anything of it. */
    public boolean isNeededForPromotion() {
        return query.filter(q -> q.role() == QueryPlan.Role.WATCH).isEmpty();
    }
}
