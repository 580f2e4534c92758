package io.huidu.analyzer.verdict.peers;

import java.time.Duration;
import java.util.Optional;

/**
 * The limits of one metric in an AnalysisTemplate of Argo Rollouts.
 *
 * <p>Source: Argo Rollouts {@code 9f8d111} (1.10-rc), {@code analysis/analysis.go}, {@code utils/defaults}.
 *
 * @param count after how many measurements without error it is over; empty: when the rollout is
 * @param failureLimit it fails on more than so many failures; empty (−1 in Argo Rollouts): never
 * @param inconclusiveLimit it is inconclusive on more than so many inconclusive ones
 * @param consecutiveErrorLimit it errs on more than so many errors in a row
 * @param consecutiveSuccessLimit it is successful after so many successes in a row; empty: not for that
 */
public record ArgoMetric(
        Optional<Integer> count,
        Optional<Integer> failureLimit,
        int inconclusiveLimit,
        int consecutiveErrorLimit,
        Optional<Integer> consecutiveSuccessLimit) {

    /** What a metric that names an interval and nothing else has. */
    public static final ArgoMetric BACKGROUND =
            new ArgoMetric(Optional.empty(), Optional.of(0), 0, 4, Optional.empty());

    /** How soon it is measured again after an error, in place of its interval. */
    public static final Duration RETRY_AFTER_ERROR = Duration.ofSeconds(10);

    /** The same with another limit of failures. */
    public ArgoMetric withFailureLimit(int limit) {
        return new ArgoMetric(
                count, Optional.of(limit), inconclusiveLimit, consecutiveErrorLimit, consecutiveSuccessLimit);
    }

    /** The same with a count; without an interval Argo Rollouts takes 1. */
    public ArgoMetric withCount(int measurements) {
        return new ArgoMetric(
                Optional.of(measurements),
                failureLimit,
                inconclusiveLimit,
                consecutiveErrorLimit,
                consecutiveSuccessLimit);
    }

    /** The same with a number of successes in a row that suffices. */
    public ArgoMetric withConsecutiveSuccessLimit(int successes) {
        return new ArgoMetric(count, failureLimit, inconclusiveLimit, consecutiveErrorLimit, Optional.of(successes));
    }

    /** The same without a limit of failures. */
    public ArgoMetric withoutFailureLimit() {
        return new ArgoMetric(
                count, Optional.empty(), inconclusiveLimit, consecutiveErrorLimit, consecutiveSuccessLimit);
    }

    /**
     * What a value comes to by the two conditions, either of which may be missing: both missing is a success, and both
     * there but not met is inconclusive. A value of NaN meets no comparison, so it fails a success condition; a condition
     * that can't be evaluated, such as one on the first element of an empty vector, is {@link ArgoPhase#ERROR}.
     *
     * @param success whether the success condition is met
     * @param failure whether the failure condition is met
     */
    public static ArgoPhase measured(Optional<Boolean> success, Optional<Boolean> failure) {
        if (failure.orElse(false)) {
            return ArgoPhase.FAILED;
        }
        if (success.isPresent()) {
            ArgoPhase otherwise = failure.isPresent() ? ArgoPhase.INCONCLUSIVE : ArgoPhase.FAILED;
            return success.get() ? ArgoPhase.SUCCESSFUL : otherwise;
        }
        return ArgoPhase.SUCCESSFUL;
    }
}
