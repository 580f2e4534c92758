package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.Dispersion;
import io.huidu.analyzer.statistics.LastingEvidence;
import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.statistics.MantelHaenszel;
import io.huidu.analyzer.statistics.OnsetEvidence;
import io.huidu.analyzer.statistics.OutlyingPod;
import io.huidu.analyzer.statistics.Packed;
import io.huidu.analyzer.statistics.PodTally;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The tests on one kind of bad request. */
final class Coin {

    private final BadRequests bad;
    private final Optional<ProportionTest> floor;
    private final RelativeRiskTest regression;
    private final RelativeRiskTest nonInferiority;
    private final HarmBudget budget;
    private final double promotionBound;
    private final Calibration calibration;
    private final OnsetEvidence noRegression;
    private final LastingEvidence noSameness;
    private final LastingEvidence noHarmlessness;
    private final CoinState nothing;

    /**
     * @param regressionBound the log-evidence at which the metric alone would roll back
     * @param promotionBound the log-evidence at which it promotes
     */
    Coin(BadRequests bad, MetricPlan plan, double regressionBound, double promotionBound, Calibration calibration) {
        this.bad = bad;
        this.floor = Optional.of(plan.floor()).filter(f -> f > 0).map(f -> new ProportionTest(f, Side.ABOVE));
        this.regression = new RelativeRiskTest(1 + toleranceOfRate(plan), Side.ABOVE);
        this.nonInferiority = new RelativeRiskTest(1 + plan.margin(), Side.BELOW);
        this.budget = new HarmBudget(plan.harmBudget());
        this.promotionBound = promotionBound;
        this.calibration = calibration;
        this.noRegression = OnsetEvidence.none(regressionBound, calibration.cap());
        double cap = promotionBound * calibration.cap();
        this.noSameness = LastingEvidence.none(cap);
        this.noHarmlessness = budget.begin(cap);
        this.nothing = begin(List.of(), LatencyHistogram.empty());
    }

    /** For latency the tolerance is one of time, and lies in the thresholds. */
    private static double toleranceOfRate(MetricPlan plan) {
        return plan.kind() == MetricKind.ERRORS ? plan.tolerance() : 0;
    }

    boolean decidesPromotion() {
        return bad.decidesPromotion();
    }

    /**
     * @param before the baseline before the release, interval by interval
     * @param latency of all these intervals
     */
    CoinState begin(List<VersionSample> before, LatencyHistogram latency) {
        OptionalDouble threshold = bad.threshold(latency);
        List<PodTally> versions =
                before.stream().map(v -> bad.in(v.all(), threshold)).toList();
        List<List<PodTally>> pods =
                before.stream().map(v -> in(v.pods(), threshold)).toList();
        OutlyingPod outlier = OutlyingPod.in(pods);
        return new CoinState(
                Counts.NONE,
                Counts.NONE,
                noRegression,
                noRegression,
                noSameness,
                noHarmlessness,
                Lately.NOTHING,
                MantelHaenszel.NONE,
                RelativeRiskCurve.FLAT,
                dispersionAfter(versions, pods.stream().map(outlier::without).toList()),
                outlier,
                OutlyingPod.UNSEEN,
                OptionalDouble.empty());
    }

    CoinState unpack(Packed from) {
        return nothing.unpack(from);
    }

    private Dispersion dispersionAfter(List<PodTally> versions, List<List<PodTally>> pods) {
        return calibration.measured()
                ? Dispersion.after(calibration.priorDispersion(), versions, pods)
                : Dispersion.OF_INDEPENDENT;
    }

    private List<PodTally> in(List<Group> pods, OptionalDouble threshold) {
        return pods.isEmpty()
                ? List.of()
                : pods.stream().map(pod -> bad.in(pod, threshold)).toList();
    }

    /**
     * @param strata the sample by stratum
     */
    CoinState observe(CoinState state, IntervalSample sample, List<Stratum> strata, LatencyPast past) {
        List<BadRequests.Sighting> sightings = new ArrayList<>(strata.size());
        for (Stratum stratum : strata) {
            bad.in(stratum, past.in(stratum)).ifPresent(sightings::add);
        }
        if (sightings.isEmpty()) {
            return state;
        }
        Sightings seen = new Sightings(sightings);
        List<PodTally> baseline = in(sample.baseline().pods(), seen.badAboveMillis());
        List<PodTally> canary = in(sample.canary().pods(), seen.canaryBadAboveMillis());
        return plus(state, sample, seen, baseline, canary);
    }

    /**
     * Evidence is multiplied over strata, and what one interval adds is capped afterwards. A pod that is much worse than
     * its siblings is no evidence of a regression, neither against the canary nor in its favour; what a promotion has to
     * be fit for counts all pods.
     */
    private CoinState plus(
            CoinState state, IntervalSample sample, Sightings all, List<PodTally> baseline, List<PodTally> canary) {
        List<PodTally> keptBaseline = state.baselineOutlier().without(baseline);
        List<PodTally> keptCanary = state.canaryOutlier().without(canary);
        Sightings seen = all.without(LeftOut.of(baseline, keptBaseline), LeftOut.of(canary, keptCanary));
        Tally worse = seen.regression();
        Tally same = seen.nonInferiority();
        RateGuess guess = state.guess(bad.expectedRate());
        OnsetEvidence evidence = state.regression().plus(seen.sum(s -> regression.logE(s.regression())));
        return new CoinState(
                state.baseline().plus(new Counts(same.n1(), same.k1())),
                state.canary().plus(new Counts(same.n2(), same.k2())),
                evidence,
                floor.map(test -> state.floor().plus(test.logE(worse.k2(), worse.n2())))
                        .orElse(state.floor()),
                decidesPromotion()
                        ? state.nonInferiority().plus(seen.sum(s -> nonInferiority.logE(s.nonInferiority())))
                        : state.nonInferiority(),
                decidesPromotion()
                        ? state.harmless().plus(seen.sum(s -> budget.logE(s.nonInferiority(), guess)))
                        : state.harmless(),
                state.lately().plus(sample, seen, evidence.hasJustBegun()),
                seen.on(state.estimate()),
                seen.on(state.curve()),
                state.dispersion().plus(worse, keptBaseline, keptCanary),
                state.baselineOutlier().plus(baseline),
                state.canaryOutlier().plus(canary),
                seen.badAboveMillis());
    }

    /** Relatively worse and above the floor: the smaller evidence counts (intersection–union). */
    double regressionLogE(CoinState state, double phi) {
        double relative = state.regression().logE(phi);
        return floor.isPresent() ? StrictMath.min(relative, state.floor().logE(phi)) : relative;
    }

    /**
     * What would have been found by now.
     *
     * @param bound the log-evidence that would have sufficed
     */
    OptionalDouble detectableRisk(CoinState state, double phi, double bound) {
        Counts v1 = state.baseline();
        double rate = (v1.bad() + 0.5) / (v1.requests() + 1);
        return regression.detectableRisk(v1.requests(), rate, state.canary().requests(), phi, bound);
    }

    /** Evidence of non-inferiority, if everything so far had happened {@code times} times. */
    double nonInferiorityLogE(CoinState state, double phi, double times) {
        return state.nonInferiority().logE(phi, times);
    }

    boolean fitsBudget(CoinState state, double phi, Weight weight, double times) {
        return budget.fits(state.harmless(), phi, promotionBound / times, weight);
    }

    /** The upper limit of the excess rate, 0 to 1. */
    double excess(CoinState state, double phi) {
        return budget.excess(state.harmless(), phi, promotionBound);
    }
}
