package io.huidu.analyzer.verdict;

import io.huidu.events.Evidence;
import io.huidu.events.MetricReport;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one metric says now.
 *
 * @param lately what was seen since a regression most likely set in, if that was after the first interval
 * @param logShare the log of its part of the combined evidence of a regression
 * @param needed whether a promotion needs anything of it
 * @param fitsBudget whether the canary is shown to fit its harm budget at the weight asked about
 * @param requestsNeeded how many more requests on the canary the metric needs to let the weight go up, if everything goes
 *     on as it did: 0 when it lets it now, empty when more of the same won't do
 */
record MetricFinding(
        MetricReport report,
        Optional<Lately> lately,
        double logShare,
        boolean needed,
        boolean fitsBudget,
        OptionalDouble requestsNeeded) {

    boolean isNotInferior() {
        return report.nonInferiority().filter(Evidence::isReached).isPresent();
    }

    boolean isPromotable() {
        return !needed || isNotInferior() || fitsBudget;
    }
}
