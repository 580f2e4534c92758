package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.CappedEvidence;
import io.huidu.analyzer.statistics.Dispersion;
import io.huidu.analyzer.statistics.ProportionTest;
import io.huidu.analyzer.statistics.RelativeRiskCurve;
import io.huidu.analyzer.statistics.RelativeRiskTest;
import io.huidu.analyzer.statistics.Side;
import io.huidu.analyzer.statistics.Tally;
import io.huidu.events.Counts;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The tests on one kind of bad request.
 *
 * @param regressionCap what an interval may add to the evidence of a regression
 * @param nonInferiorityCap what an interval may add to the evidence of non-inferiority
 */
record Coin(
        RelativeRiskTest regression,
        Optional<ProportionTest> floor,
        RelativeRiskTest nonInferiority,
        double regressionCap,
        double nonInferiorityCap) {

    /** At least three intervals have to agree before anything is decided. */
    private static final double CAP = 1.0 / 3;

    /** What an interval showed, counted for regression and for non-inferiority; they differ for latency only. */
    record Sighting(Tally regression, Tally nonInferiority, OptionalDouble badAboveMillis) {}

    /** Tolerance is relative in the rate for errors, and lies in the thresholds for latency. */
    static Coin of(MetricPlan metric, double regressionBound, double nonInferiorityBound) {
        double tolerance = metric.kind() == MetricKind.ERRORS ? metric.tolerance() : 0;
        return new Coin(
                new RelativeRiskTest(1 + tolerance, Side.ABOVE),
                Optional.of(metric.floor()).filter(f -> f > 0).map(f -> new ProportionTest(f, Side.ABOVE)),
                new RelativeRiskTest(1 + metric.margin(), Side.BELOW),
                regressionBound * CAP,
                nonInferiorityBound * CAP);
    }

    CoinState begin() {
        return new CoinState(
                Counts.NONE,
                Counts.NONE,
                CappedEvidence.none(regressionCap),
                CappedEvidence.none(regressionCap),
                CappedEvidence.none(nonInferiorityCap),
                RelativeRiskCurve.FLAT,
                Dispersion.UNSEEN,
                OptionalDouble.empty());
    }

    CoinState observe(CoinState state, Sighting seen) {
        Tally worse = seen.regression();
        Tally same = seen.nonInferiority();
        return new CoinState(
                state.baseline().plus(new Counts(same.n1(), same.k1())),
                state.canary().plus(new Counts(same.n2(), same.k2())),
                state.regression().plus(regression.logE(worse)),
                floor.map(test -> state.floor().plus(test.logE(worse.k2(), worse.n2())))
                        .orElse(state.floor()),
                state.nonInferiority().plus(nonInferiority.logE(same)),
                state.curve().plus(same),
                state.dispersion().plus(worse),
                seen.badAboveMillis());
    }

    /** Relatively worse and above the floor: the smaller evidence counts (intersection–union). */
    double regressionLogE(CoinState state) {
        double relative = state.regression().logE(state.phi());
        return floor.isPresent() ? StrictMath.min(relative, state.floor().logE(state.phi())) : relative;
    }
}
