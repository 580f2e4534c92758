package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.CappedEvidence;
import io.huidu.analyzer.statistics.Dispersion;
import io.huidu.analyzer.statistics.LogSpace;
import io.huidu.analyzer.statistics.ProportionTest;
import io.huidu.analyzer.statistics.Side;
import io.huidu.analyzer.statistics.Tally;
import io.huidu.events.Evidence;
import io.huidu.events.Exposure;
import io.huidu.events.TrafficShare;
import io.huidu.events.Weight;
import java.util.Optional;

/**
 * Whether the canary gets the share of the requests that was asked for (a sample-ratio test).
 *
 * <p>A share within 3 points of the weight, or within a fifth of the smaller version's share where that is more, is as
 * asked: routers choose at random, keep-alive and retries cluster, and a share that is a little off harms no comparison,
 * since the comparison goes by the requests counted. Outside that, the evidence of the two one-sided tests is averaged;
 * with dispersion, and a cap on what an interval adds, as for bad requests. A steady mismatch is found; a single one is
 * not. Evidence belongs to one step, and is weakened again once the traffic is routed as asked.
 *
 * @param alpha the probability of calling routing wrong that is right
 */
record TrafficCheck(double alpha) {

    private static final double POINTS = 0.03;
    private static final double RELATIVE = 0.2;
    private static final double CAP = 1.0 / 3;
    private static final double PRIOR_DISPERSION = 2;

    StepState begin(Exposure exposure) {
        CappedEvidence none = CappedEvidence.none(CAP * bound());
        return new StepState(exposure, 0, 0, 0, none, none, Dispersion.unseen(PRIOR_DISPERSION));
    }

    StepState observe(StepState state, IntervalSample sample) {
        long n1 = sample.baseline().requests();
        long n2 = sample.canary().requests();
        Weight asked = state.exposure().weight();
        return new StepState(
                state.exposure(),
                state.intervals() + 1,
                state.requests() + n1 + n2,
                state.canaryRequests() + n2,
                plus(state.tooMany(), most(asked), Side.ABOVE, sample),
                plus(state.tooFew(), least(asked), Side.BELOW, sample),
                state.dispersion().plus(new Tally(n1 + n2, n1, n1 + n2, n2)));
    }

    /** The share in the current step; empty before its first request. */
    Optional<TrafficShare> share(StepState state) {
        if (state.requests() == 0) {
            return Optional.empty();
        }
        double phi = state.dispersion().phi();
        double logE =
                LogSpace.logSumExp(state.tooMany().logE(phi), state.tooFew().logE(phi)) - StrictMath.log(2);
        return Optional.of(new TrafficShare(
                state.exposure().weight(),
                (double) state.canaryRequests() / state.requests(),
                new Evidence(logE, bound())));
    }

    private double bound() {
        return -StrictMath.log(alpha);
    }

    /** A limit at or beyond 0 or 1 can't be passed. */
    private static CappedEvidence plus(CappedEvidence evidence, double p0, Side side, IntervalSample sample) {
        if (p0 <= 0 || p0 >= 1) {
            return evidence;
        }
        long n2 = sample.canary().requests();
        return evidence.plus(
                new ProportionTest(p0, side).logE(n2, sample.baseline().requests() + n2));
    }

    private static double most(Weight asked) {
        return asked.fraction() + allowance(asked);
    }

    private static double least(Weight asked) {
        return asked.fraction() - allowance(asked);
    }

    private static double allowance(Weight asked) {
        return StrictMath.max(POINTS, RELATIVE * StrictMath.min(asked.fraction(), 1 - asked.fraction()));
    }
}
