package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.Dispersion;
import io.huidu.analyzer.statistics.LastingEvidence;
import io.huidu.analyzer.statistics.ProportionTest;
import io.huidu.events.Exposure;
import io.huidu.events.Weight;
import java.util.Optional;

/**
 * What has been seen of the current step.
 *
 * @param most the test of whether the canary gets more than asked; empty where it can't
 * @param least the test of whether it gets less
 * @param intervals those that lay wholly within the step
 * @param requests all requests in them
 * @param canaryRequests the canary's among them
 * @param tooMany evidence that the canary gets more than asked
 * @param tooFew evidence that it gets less
 * @param dispersion how much more the share varies than that of requests routed one by one
 */
record StepState(
        Exposure exposure,
        Optional<ProportionTest> most,
        Optional<ProportionTest> least,
        long intervals,
        long requests,
        long canaryRequests,
        LastingEvidence tooMany,
        LastingEvidence tooFew,
        Dispersion dispersion) {

    private static final double ROUNDING = 1e-9;

    /** What the canary has got of the requests in this step; 0 before the first. */
    double canaryShare() {
        return requests == 0 ? 0 : (double) canaryRequests / requests;
    }

    /**
     * The share that a weight would come to: where users stay where they were sent first, those on the canary do, and
     * of the others as many as the weight says go there.
     */
    Weight comesTo(Weight weight) {
        if (exposure.share() != Exposure.Share.AT_LEAST) {
            return weight;
        }
        double left = weight.rest().fraction() * (1 - canaryShare());
        return Weight.of((int) StrictMath.ceil(Weight.ALL.percent() * (1 - left) - ROUNDING));
    }

    boolean isOf(Exposure other) {
        return exposure.step() == other.step()
                && exposure.weight().equals(other.weight())
                && exposure.from().equals(other.from());
    }
}
