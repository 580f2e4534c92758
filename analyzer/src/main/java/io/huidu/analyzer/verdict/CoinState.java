package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.CappedEvidence;
import io.huidu.analyzer.statistics.Dispersion;
import io.huidu.analyzer.statistics.ExcessLimits;
import io.huidu.analyzer.statistics.ProportionLimits;
import io.huidu.analyzer.statistics.RelativeRiskCurve;
import io.huidu.events.Counts;
import java.util.OptionalDouble;

/**
 * What one kind of bad request has shown since the release began.
 *
 * @param regression evidence that the canary has relatively more of them
 * @param floor evidence that the canary has more of them than anybody would tolerate
 * @param nonInferiority evidence that the canary hasn't relatively more of them than the margin allows
 * @param badAboveMillis for latency: the last interval's threshold
 */
record CoinState(
        Counts baseline,
        Counts canary,
        CappedEvidence regression,
        CappedEvidence floor,
        CappedEvidence nonInferiority,
        RelativeRiskCurve curve,
        Dispersion dispersion,
        OptionalDouble badAboveMillis) {

    double phi() {
        return dispersion.phi();
    }

    /** The limits there would be if everything so far had happened {@code times} times. */
    ExcessLimits excess(double times) {
        return new ExcessLimits(curve, limits(baseline, times), limits(canary, times));
    }

    private ProportionLimits limits(Counts counts, double times) {
        return new ProportionLimits(counts.bad(), counts.requests(), phi() / times);
    }
}
