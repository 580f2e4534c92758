package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.Dispersion;
import io.huidu.analyzer.statistics.LastingEvidence;
import io.huidu.analyzer.statistics.MantelHaenszel;
import io.huidu.analyzer.statistics.OnsetEvidence;
import io.huidu.analyzer.statistics.OutlyingPod;
import io.huidu.analyzer.statistics.Packed;
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

    void pack(Packed to) {
        pack(baseline, to);
        pack(canary, to);
        regression.pack(to);
        floor.pack(to);
        nonInferiority.pack(to);
        harmless.pack(to);
        lately.pack(to);
        estimate.pack(to);
        curve.pack(to);
        dispersion.pack(to);
        baselineOutlier.pack(to);
        canaryOutlier.pack(to);
        to.add(badAboveMillis.isPresent());
        to.add(badAboveMillis.orElse(0));
    }

    /** What was packed; called on what the same coin begins with. */
    CoinState unpack(Packed from) {
        return new CoinState(
                unpackCounts(from),
                unpackCounts(from),
                regression.unpack(from),
                floor.unpack(from),
                nonInferiority.unpack(from),
                harmless.unpack(from),
                Lately.unpack(from),
                MantelHaenszel.unpack(from),
                RelativeRiskCurve.unpack(from),
                Dispersion.unpack(from),
                OutlyingPod.unpack(from),
                OutlyingPod.unpack(from),
                unpackOptional(from));
    }

    static void pack(Counts counts, Packed to) {
        to.add(counts.requests());
        to.add(counts.bad());
    }

    static Counts unpackCounts(Packed from) {
        return new Counts(from.nextLong(), from.nextLong());
    }

    private static OptionalDouble unpackOptional(Packed from) {
        boolean isPresent = from.nextBoolean();
        double number = from.nextDouble();
        return isPresent ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    double phi() {
        return dispersion.phi();
    }

    RateGuess guess(double expectedRate) {
        return RateGuess.of(
                new Tally(baseline.requests(), baseline.bad(), canary.requests(), canary.bad()), expectedRate);
    }
}
