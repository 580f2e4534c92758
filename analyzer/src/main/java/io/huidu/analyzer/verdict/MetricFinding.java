package io.huidu.analyzer.verdict;

import io.huidu.events.Evidence;
import io.huidu.events.MetricReport;
import java.util.OptionalDouble;

/**
 * What one metric says now.
 *
 * @param logShare the log of its part of the combined evidence of a regression
 * @param fitsBudget whether the canary is shown to fit its harm budget at the weight asked about
 * @param timesNeeded by how much everything so far would have to be repeated until the metric lets the weight go up, if
 *     it went on as it did: 1 when it lets it now, empty when more of the same won't do
 */
record MetricFinding(MetricReport report, double logShare, boolean fitsBudget, OptionalDouble timesNeeded) {

    boolean isNotInferior() {
        return report.nonInferiority().filter(Evidence::isReached).isPresent();
    }

    boolean isPromotable() {
        return isNotInferior() || fitsBudget;
    }
}
