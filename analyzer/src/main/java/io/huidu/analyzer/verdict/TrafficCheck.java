package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.Dispersion;
import io.huidu.analyzer.statistics.LastingEvidence;
import io.huidu.analyzer.statistics.LogSpace;
import io.huidu.analyzer.statistics.ProportionTest;
import io.huidu.analyzer.statistics.Side;
import io.huidu.analyzer.statistics.Tally;
import io.huidu.events.Evidence;
import io.huidu.events.Exposure;
import io.huidu.events.TrafficShare;
import java.util.Optional;

/**
 * Whether the canary gets the share of the requests that was asked for (a sample-ratio test).
 *
 * <p>A share within 3 points of the weight, or within a fifth of the smaller version's share where that is more, is as
 * asked: routers choose at random, keep-alive and retries cluster, and a share that is a little off harms no comparison,
 * since the comparison goes by the requests counted. Outside that, the evidence of the two one-sided tests is averaged;
 * with dispersion, and a cap on what an interval adds, as for bad requests. A steady mismatch is found; a single one is
 * not. Evidence belongs to one step, and is weakened again once the traffic is routed as asked. Where users stay where
 * they were sent first, only a share that is too small is off.
 *
 * @param alpha the probability of calling routing wrong that is right
 */
record TrafficCheck(double alpha) {

    private static final double POINTS = 0.03;
    private static final double RELATIVE = 0.2;
    private static final double CAP = 1.0 / 3;
    private static final double PRIOR_DISPERSION = 2;

    StepState begin(Exposure exposure) {
        LastingEvidence none = LastingEvidence.none(CAP * bound());
        double asked = exposure.weight().fraction();
        return new StepState(
                exposure,
                test(asked + allowance(asked), Side.ABOVE),
                test(asked - allowance(asked), Side.BELOW),
                0,
                0,
                0,
                none,
                none,
                Dispersion.unseen(PRIOR_DISPERSION));
    }

    StepState observe(StepState state, IntervalSample sample) {
        long n1 = sample.baseline().requests();
        long n2 = sample.canary().requests();
        return new StepState(
                state.exposure(),
                state.most(),
                state.least(),
                state.intervals() + 1,
                state.requests() + n1 + n2,
                state.canaryRequests() + n2,
                plus(state.tooMany(), state.most(), n2, n1 + n2),
                plus(state.tooFew(), state.least(), n2, n1 + n2),
                state.dispersion().plus(new Tally(n1 + n2, n1, n1 + n2, n2)));
    }

    /** The share in the current step; empty before its first request, and where none is expected. */
    Optional<TrafficShare> share(StepState state) {
        if (state.requests() == 0 || state.exposure().share() == Exposure.Share.OTHERWISE) {
            return Optional.empty();
        }
        return Optional.of(new TrafficShare(
                state.exposure().weight(), state.canaryShare(), new Evidence(mismatch(state), bound())));
    }

    private static double mismatch(StepState state) {
        double phi = state.dispersion().phi();
        double tooFew = state.tooFew().logE(phi);
        return state.exposure().share() == Exposure.Share.AT_LEAST
                ? tooFew
                : LogSpace.logSumExp(state.tooMany().logE(phi), tooFew) - StrictMath.log(2);
    }

    private double bound() {
        return -StrictMath.log(alpha);
    }

    /** A limit at or beyond 0 or 1 can't be passed. */
    private static Optional<ProportionTest> test(double limit, Side side) {
        return limit <= 0 || limit >= 1 ? Optional.empty() : Optional.of(new ProportionTest(limit, side));
    }

    private static LastingEvidence plus(LastingEvidence evidence, Optional<ProportionTest> test, long k, long n) {
        return test.map(t -> evidence.plus(t.logE(k, n))).orElse(evidence);
    }

    private static double allowance(double asked) {
        return StrictMath.max(POINTS, RELATIVE * StrictMath.min(asked, 1 - asked));
    }
}
