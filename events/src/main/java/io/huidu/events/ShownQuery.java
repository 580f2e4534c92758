package io.huidu.events;

/**
 * A query whose number per version is shown beside the verdicts. No verdict rests on it, so it may fail.
 *
 * @param name unique within the plan
 * @param expression PromQL with placeholders, as in {@link QueryPlan}
 */
public record ShownQuery(String name, String expression) {

    public ShownQuery {
        Require.notBlank("analysis.shown.name", name);
        Require.that(QueryPlan.isFit(expression), "analysis.shown.expression", expression, QueryPlan.EXPECTED);
    }
}
