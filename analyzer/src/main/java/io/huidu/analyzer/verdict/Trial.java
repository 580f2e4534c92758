package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.ProportionLimits;
import io.huidu.events.Counts;
import io.huidu.events.Estimate;
import io.huidu.events.Weight;
import java.util.OptionalDouble;

/** A coin with what it has shown. */
record Trial(Coin coin, CoinState state) {

    boolean decidesPromotion() {
        return coin.decidesPromotion();
    }

    double phi() {
        return state.phi();
    }

    double regressionLogE() {
        return coin.regressionLogE(state);
    }

    double nonInferiorityLogE(double times) {
        return coin.nonInferiorityLogE(state, times);
    }

    boolean fitsBudget(Weight weight, double times) {
        return coin.fitsBudget(state, weight, times);
    }

    OptionalDouble detectableRisk(double bound) {
        return coin.detectableRisk(state, bound);
    }

    double mostExcess() {
        return coin.excess(state);
    }

    /** The lower limit holds at confidence 1 − α, the upper one at 1 − β, as the verdicts do. */
    Estimate relativeRisk(double alpha, double beta) {
        double lower = state.curve().lower(-StrictMath.log(alpha), phi());
        double upper = state.curve().upper(-StrictMath.log(beta), phi());
        return Estimate.of(state.estimate().relativeRisk(), lower, upper);
    }

    /** The lower limit: R's at confidence 1 − α/2, times p1's, of which each side is at 1 − α/4. */
    Estimate excess(double alpha) {
        double upper = mostExcess() < 1 ? mostExcess() : Double.POSITIVE_INFINITY;
        return Estimate.of(state.estimate().excess(), leastExcess(alpha), upper);
    }

    private double leastExcess(double alpha) {
        Counts v1 = state.baseline();
        ProportionLimits p1 = new ProportionLimits(v1.bad(), v1.requests(), phi());
        double more = state.curve().lower(StrictMath.log(2 / alpha), phi()) - 1;
        double bound = StrictMath.log(4 / alpha);
        return more * (more > 0 ? p1.lower(bound) : p1.upper(bound));
    }
}
