package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.CappedEvidence;
import io.huidu.analyzer.statistics.Dispersion;
import io.huidu.analyzer.statistics.ProportionTest;
import io.huidu.events.Exposure;
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
        CappedEvidence tooMany,
        CappedEvidence tooFew,
        Dispersion dispersion) {

    boolean isOf(Exposure other) {
        return exposure.step() == other.step()
                && exposure.weight().equals(other.weight())
                && exposure.from().equals(other.from());
    }
}
