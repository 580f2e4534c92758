package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.MantelHaenszel;
import io.huidu.analyzer.statistics.RelativeRiskCurve;
import io.huidu.analyzer.statistics.Tally;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What an interval shows of one kind of bad request, by stratum.
 *
 * <p>The strata's requests are independent of each other, so the product of their e-values is an e-value: of {@link
 * io.huidu.analyzer.statistics.RelativeRiskTest} against p2 ≤ R0·p1 in the mean over strata, weighted by
 * n1·n2/(n1 + R·n2), as Mantel and Haenszel weigh them. Why: a stratum's log E[e] is at most
 * n1·n2·(R − R0)/(n1 + R·n2)·(p2/R0 − p1). It doesn't depend on how many requests of a stratum either version got.
 *
 * @param strata at least one
 */
record Sightings(List<BadRequests.Sighting> strata) {

    /** All strata together, for what needs no comparison within them. */
    Tally regression() {
        return total(BadRequests.Sighting::regression);
    }

    Tally nonInferiority() {
        return total(BadRequests.Sighting::nonInferiority);
    }

    private Tally total(Function<BadRequests.Sighting, Tally> tally) {
        Tally sum = tally.apply(strata.getFirst());
        for (int i = 1; i < strata.size(); i++) {
            sum = sum.plus(tally.apply(strata.get(i)));
        }
        return sum;
    }

    /** The log of the product of the strata's e-values, for each alternative. */
    double[] sum(Function<BadRequests.Sighting, double[]> logE) {
        double[] sum = logE.apply(strata.getFirst());
        for (BadRequests.Sighting stratum : strata.subList(1, strata.size())) {
            double[] more = logE.apply(stratum);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += more[i];
            }
        }
        return sum;
    }

    /** With the requests that are evidence of a regression. */
    MantelHaenszel onRegression(MantelHaenszel estimate) {
        return on(estimate, BadRequests.Sighting::regression, MantelHaenszel::plus);
    }

    MantelHaenszel on(MantelHaenszel estimate) {
        return on(estimate, BadRequests.Sighting::nonInferiority, MantelHaenszel::plus);
    }

    RelativeRiskCurve on(RelativeRiskCurve curve) {
        return on(curve, BadRequests.Sighting::nonInferiority, RelativeRiskCurve::plus);
    }

    private <T> T on(T sum, Function<BadRequests.Sighting, Tally> tally, BiFunction<T, Tally, T> plus) {
        T next = sum;
        for (BadRequests.Sighting stratum : strata) {
            next = plus.apply(next, tally.apply(stratum));
        }
        return next;
    }

    /**
     * As evidence of a regression, without what is left out of either version. Where there are several strata it isn't
     * known in which of them a pod answered, and then nothing is left out.
     */
    Sightings without(LeftOut baseline, LeftOut canary) {
        boolean isWhole = baseline.equals(LeftOut.NOTHING) && canary.equals(LeftOut.NOTHING);
        if (strata.size() > 1 || isWhole) {
            return this;
        }
        BadRequests.Sighting all = strata.getFirst();
        Tally t = all.regression();
        long n1 = Math.max(0, t.n1() - baseline.requests());
        long n2 = Math.max(0, t.n2() - canary.requests());
        Tally rest = new Tally(n1, left(t.k1(), baseline, n1), n2, left(t.k2(), canary, n2));
        return new Sightings(List.of(new BadRequests.Sighting(
                rest, all.nonInferiority(), all.badAboveMillis(), all.canaryBadAboveMillis())));
    }

    /** Pods may have been counted at another moment than their version. */
    private static long left(long bad, LeftOut out, long requests) {
        return Math.clamp(bad - out.bad(), 0, requests);
    }

    /** The baseline's threshold, if there is one for all strata. */
    OptionalDouble badAboveMillis() {
        return common(BadRequests.Sighting::badAboveMillis);
    }

    /** The canary's for regression, if there is one for all strata. */
    OptionalDouble canaryBadAboveMillis() {
        return common(BadRequests.Sighting::canaryBadAboveMillis);
    }

    private OptionalDouble common(Function<BadRequests.Sighting, OptionalDouble> threshold) {
        boolean isCommon =
                strata.size() == 1 || strata.stream().map(threshold).distinct().count() == 1;
        return isCommon ? threshold.apply(strata.getFirst()) : OptionalDouble.empty();
    }
}
