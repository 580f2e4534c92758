package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.PairedEvidence;
import io.huidu.events.Counts;
import io.huidu.events.QueryReport;
import java.util.Optional;

/**
 * What the numbers of a query have shown since the release began.
 *
 * @param regression evidence that the canary's are worse than the tolerance allows
 * @param nonInferiority evidence that they are not worse than the margin allows
 * @param intervals how many had numbers of both versions
 * @param baselineSum the baseline's numbers in them
 * @param canarySum the canary's
 * @param baseline the baseline's requests in them
 * @param canary the canary's
 */
record QueryState(
        PairedEvidence regression,
        PairedEvidence nonInferiority,
        long intervals,
        double baselineSum,
        double canarySum,
        Counts baseline,
        Counts canary) {

    static final QueryState UNSEEN =
            new QueryState(PairedEvidence.NONE, PairedEvidence.NONE, 0, 0, 0, Counts.NONE, Counts.NONE);

    double phi() {
        return StrictMath.max(regression.phi(), nonInferiority.phi());
    }

    Optional<QueryReport> report() {
        return intervals == 0
                ? Optional.empty()
                : Optional.of(new QueryReport(intervals, baselineSum / intervals, canarySum / intervals));
    }
}
