package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.CappedEvidence;
import io.huidu.analyzer.statistics.Dispersion;
import io.huidu.analyzer.statistics.ProportionTest;
import io.huidu.analyzer.statistics.RateGuess;
import io.huidu.analyzer.statistics.RelativeRiskCurve;
import io.huidu.analyzer.statistics.RelativeRiskTest;
import io.huidu.analyzer.statistics.Side;
import io.huidu.analyzer.statistics.Tally;
import io.huidu.events.Counts;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Weight;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The tests on one kind of bad request. At least three intervals have to agree before a test decides anything. */
final class Coin {

    private static final double CAP = 1.0 / 3;

    private final BadRequests bad;
    private final Optional<ProportionTest> floor;
    private final RelativeRiskTest regression;
    private final RelativeRiskTest nonInferiority;
    private final HarmBudget budget;
    private final double regressionBound;
    private final double promotionBound;

    /**
     * @param regressionBound the log-evidence at which the metric alone would roll back
     * @param promotionBound the log-evidence at which it promotes
     */
    Coin(BadRequests bad, MetricPlan plan, double regressionBound, double promotionBound) {
        this.bad = bad;
        this.floor = Optional.of(plan.floor()).filter(f -> f > 0).map(f -> new ProportionTest(f, Side.ABOVE));
        this.regression = new RelativeRiskTest(1 + toleranceOfRate(plan), Side.ABOVE);
        this.nonInferiority = new RelativeRiskTest(1 + plan.margin(), Side.BELOW);
        this.budget = new HarmBudget(plan.harmBudget());
        this.regressionBound = regressionBound;
        this.promotionBound = promotionBound;
    }

    /** For latency the tolerance is one of time, and lies in the thresholds. */
    private static double toleranceOfRate(MetricPlan plan) {
        return plan.kind() == MetricKind.ERRORS ? plan.tolerance() : 0;
    }

    boolean decidesPromotion() {
        return bad.decidesPromotion();
    }

    CoinState begin() {
        CappedEvidence noRegression = CappedEvidence.none(regressionBound * CAP);
        return new CoinState(
                Counts.NONE,
                Counts.NONE,
                noRegression,
                noRegression,
                CappedEvidence.none(promotionBound * CAP),
                budget.begin(promotionBound * CAP),
                RelativeRiskCurve.FLAT,
                Dispersion.UNSEEN,
                OptionalDouble.empty());
    }

    CoinState observe(CoinState state, IntervalSample sample, LatencyPast past) {
        List<BadRequests.Sighting> seen = Stratum.of(sample).stream()
                .flatMap(stratum -> bad.in(stratum, past.in(stratum)).stream())
                .toList();
        return seen.isEmpty() ? state : plus(state, new Sightings(seen));
    }

    /** Evidence is multiplied over strata, and what one interval adds is capped afterwards. */
    private CoinState plus(CoinState state, Sightings seen) {
        Tally worse = seen.regression();
        Tally same = seen.nonInferiority();
        RateGuess guess = state.guess(bad.expectedRate());
        return new CoinState(
                state.baseline().plus(new Counts(same.n1(), same.k1())),
                state.canary().plus(new Counts(same.n2(), same.k2())),
                state.regression().plus(seen.sum(s -> regression.logE(s.regression()))),
                floor.map(test -> state.floor().plus(test.logE(worse.k2(), worse.n2())))
                        .orElse(state.floor()),
                state.nonInferiority().plus(seen.sum(s -> nonInferiority.logE(s.nonInferiority()))),
                state.harmless().plus(seen.sum(s -> budget.logE(s.nonInferiority(), guess))),
                seen.on(state.curve()),
                state.dispersion().plus(worse),
                seen.badAboveMillis());
    }

    /** Relatively worse and above the floor: the smaller evidence counts (intersection–union). */
    double regressionLogE(CoinState state) {
        double relative = state.regression().logE(state.phi());
        return floor.isPresent() ? StrictMath.min(relative, state.floor().logE(state.phi())) : relative;
    }

    /** Evidence of non-inferiority, if everything so far had happened {@code times} times. */
    double nonInferiorityLogE(CoinState state, double times) {
        return state.nonInferiority().logE(state.phi(), times);
    }

    boolean fitsBudget(CoinState state, Weight weight, double times) {
        return budget.fits(state.harmless(), state.phi(), promotionBound / times, weight);
    }

    /** The upper limit of the excess rate, 0 to 1. */
    double excess(CoinState state) {
        return budget.excess(state.harmless(), state.phi(), promotionBound);
    }
}
