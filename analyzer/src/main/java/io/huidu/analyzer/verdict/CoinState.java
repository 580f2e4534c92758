package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.Dispersion;
import io.huidu.analyzer.statistics.LastingEvidence;
import io.huidu.analyzer.statistics.MantelHaenszel;
import io.huidu.analyzer.statistics.OnsetEvidence;
import io.huidu.analyzer.statistics.OutlyingPod;
import io.huidu.analyzer.statistics.RateGuess;
import io.huidu.analyzer.statistics.RelativeRiskCurve;
import io.huidu.analyzer.statistics.Tally;
import io.huidu.events.Counts;
import java.util.OptionalDouble;

/**
 * What one kind of bad request has shown since the release began.
 *
 * @param regression evidence that the canary has relatively more of them
 * @param floor evidence that the canary has more of them than anybody would tolerate
 * @param nonInferiority evidence that the canary hasn't relatively more of them than the margin allows; none where the coin
 *     decides no promotion
 * @param lately what evidence of a regression there was since it most likely set in
 * @param estimate by how much the canary has more of them
 * @param harmless evidence that the canary's excess is small enough, for each limit of {@link HarmBudget}; none
 *     where the coin decides no promotion
 * @param baselineOutlier which of the baseline's pods is left out of the evidence of a regression, if any
 * @param canaryOutlier which of the canary's
 * @param badAboveMillis for latency: the last interval's threshold
 */
record CoinState(
        Counts baseline,
        Counts canary,
        OnsetEvidence regression,
        OnsetEvidence floor,
        LastingEvidence nonInferiority,
        LastingEvidence harmless,
        Lately lately,
        MantelHaenszel estimate,
        RelativeRiskCurve curve,
        Dispersion dispersion,
        OutlyingPod baselineOutlier,
        OutlyingPod canaryOutlier,
        OptionalDouble badAboveMillis) {

    double phi() {
        return dispersion.phi();
    }

    RateGuess guess(double expectedRate) {
        return RateGuess.of(
                new Tally(baseline.requests(), baseline.bad(), canary.requests(), canary.bad()), expectedRate);
    }
}
