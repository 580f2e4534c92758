package io.huidu.analyzer.verdict;

import io.huidu.events.Counts;
import io.huidu.events.Evidence;
import io.huidu.events.MetricOutlook;
import io.huidu.events.MetricPlan;
import io.huidu.events.MetricReport;
import io.huidu.events.QueryPlan;
import io.huidu.events.QueryPlan.Worse;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges a metric that is one number per interval and version, by the difference of the two: above the tolerance it is
 * evidence of a regression, below the margin evidence of non-inferiority. What that assumes says {@link
 * io.huidu.analyzer.statistics.PairedEvidence}. An interval without a number of both shows nothing.
 *
 * @param query the plan's
 * @param share the metric's weight over that of all metrics
 */
record QueryJudge(MetricPlan plan, QueryPlan query, double share, double alpha, double beta) {

    QueryState observe(QueryState state, IntervalSample sample) {
        Double v1 = sample.baseline().numbers().get(plan.name());
        Double v2 = sample.canary().numbers().get(plan.name());
        return v1 == null || v2 == null ? state : plus(state, v1, v2, sample);
    }

    private QueryState plus(QueryState state, double v1, double v2, IntervalSample sample) {
        double worse = query.worse() == Worse.HIGHER ? v2 - v1 : v1 - v2;
        if (!Double.isFinite(worse)) {
            return state;
        }
        return new QueryState(
                state.regression().plus(worse - allowed(plan.tolerance(), v1)),
                state.nonInferiority().plus(allowed(plan.margin(), v1) - worse),
                state.intervals() + 1,
                state.baselineSum() + v1,
                state.canarySum() + v2,
                state.baseline().plus(new Counts(sample.baseline().requests(), 0)),
                state.canary().plus(new Counts(sample.canary().requests(), 0)));
    }

    private double allowed(double relative, double v1) {
        return StrictMath.max(relative * StrictMath.abs(v1), query.minDifference());
    }

    MetricFinding judge(QueryState state, Forecast forecast) {
        Evidence regression = new Evidence(state.regression().logE(), -StrictMath.log(share * alpha));
        OptionalDouble needed = requestsNeeded(state);
        MetricReport report = MetricReport.ofQuery(
                plan.name(),
                state.baseline(),
                state.canary(),
                regression,
                new Evidence(state.nonInferiority().logE(), promotionBound()),
                state.phi(),
                new MetricOutlook(
                        Optional.empty(),
                        needed.stream().mapToObj(forecast::missing).findFirst()),
                state.report());
        return new MetricFinding(
                report, Optional.empty(), logShare(regression.logE()), plan.isNeededForPromotion(), false, needed);
    }

    /** The log of the metric's part of the combined evidence of a regression. */
    double logShare(QueryState state) {
        return logShare(state.regression().logE());
    }

    private double logShare(double logE) {
        return StrictMath.log(share) + logE;
    }

    private OptionalDouble requestsNeeded(QueryState state) {
        if (!plan.isNeededForPromotion()) {
            return OptionalDouble.of(0);
        }
        OptionalDouble times = Repetition.until(t -> state.nonInferiority().logE(t) >= promotionBound());
        return times.isPresent()
                ? OptionalDouble.of((times.getAsDouble() - 1) * state.canary().requests())
                : times;
    }

    private double promotionBound() {
        return -StrictMath.log(beta);
    }
}
