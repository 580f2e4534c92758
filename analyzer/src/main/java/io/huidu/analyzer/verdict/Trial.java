package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.ProportionLimits;
import io.huidu.events.Estimate;
import io.huidu.events.Weight;
import java.util.OptionalDouble;

/**
 * A coin with what it has shown.
 *
 * @param phi the dispersion as known by now
 */
record Trial(Coin coin, CoinState state, double phi) {

    static Trial of(Coin coin, CoinState state) {
        return new Trial(coin, state, state.phi());
    }

    boolean decidesPromotion() {
        return coin.decidesPromotion();
    }

    double regressionLogE() {
        return coin.regressionLogE(state, phi);
    }

    double nonInferiorityLogE(double times) {
        return coin.nonInferiorityLogE(state, phi, times);
    }

    boolean fitsBudget(Weight weight, double times) {
        return coin.fitsBudget(state, phi, weight, times);
    }

    OptionalDouble detectableRisk(double bound) {
        return coin.detectableRisk(state, phi, bound);
    }

    double mostExcess() {
        return coin.excess(state, phi);
    }

    /** The lower limit holds at confidence 1 − α, the upper one at 1 − β, as the verdicts do. */
    Estimate relativeRisk(double alpha, double beta) {
        double lower = state.curve().lower(-StrictMath.log(alpha), phi);
        double upper = state.curve().upper(-StrictMath.log(beta), phi);
        return Estimate.of(state.estimate().relativeRisk(), lower, upper);
    }

    /** The lower limit holds at confidence 1 − α, the upper one at 1 − β. */
    Estimate excess(double alpha, double beta) {
        return Estimate.of(
                state.estimate().excess(), leastExcess(alpha), decidesPromotion() ? mostByBudget() : mostExcess(beta));
    }

    private double mostByBudget() {
        return mostExcess() < 1 ? mostExcess() : Double.POSITIVE_INFINITY;
    }

    /** R's limit at confidence 1 − α/2, times p1's, of which each side is at 1 − α/4. */
    private double leastExcess(double alpha) {
        double more = state.curve().lower(StrictMath.log(2 / alpha), phi) - 1;
        double bound = StrictMath.log(4 / alpha);
        return more * (more > 0 ? p1().lower(bound) : p1().upper(bound));
    }

    /** The same on the other side. */
    private double mostExcess(double beta) {
        double more = state.curve().upper(StrictMath.log(2 / beta), phi) - 1;
        double bound = StrictMath.log(4 / beta);
        return more * (more > 0 ? p1().upper(bound) : p1().lower(bound));
    }

    private ProportionLimits p1() {
        return new ProportionLimits(state.baseline().bad(), state.baseline().requests(), phi);
    }
}
