package io.huidu.analyzer.verdict.peers;

/**
 * What one metric of Argo Rollouts has measured. It is measured until {@link #phase} is completed, and not again.
 *
 * <p>So with a failure limit L a canary that is always bad is exposed {@code L × interval}: the first measurement is taken
 * at once.
 *
 * @param count measurements without error
 * @param failed failures, in a row or not
 * @param inconclusive inconclusive ones, in a row or not
 * @param consecutiveErrors errors in a row, up to now
 * @param consecutiveSuccesses successes in a row, up to now
 */
public record ArgoMeasurements(
        ArgoMetric metric, int count, int failed, int inconclusive, int consecutiveErrors, int consecutiveSuccesses) {

    /** None taken yet. */
    public static ArgoMeasurements none(ArgoMetric metric) {
        return new ArgoMeasurements(metric, 0, 0, 0, 0, 0);
    }

    /**
     * One more.
     *
     * @throws IllegalArgumentException for {@link ArgoPhase#RUNNING}, which is no result
     */
    public ArgoMeasurements plus(ArgoPhase measured) {
        return switch (measured) {
            case SUCCESSFUL ->
                new ArgoMeasurements(metric, count + 1, failed, inconclusive, 0, consecutiveSuccesses + 1);
            case FAILED -> new ArgoMeasurements(metric, count + 1, failed + 1, inconclusive, 0, 0);
            case INCONCLUSIVE -> new ArgoMeasurements(metric, count + 1, failed, inconclusive + 1, 0, 0);
            case ERROR -> new ArgoMeasurements(metric, count, failed, inconclusive, consecutiveErrors + 1, 0);
            case RUNNING -> throw new IllegalArgumentException("measured: got RUNNING, expected a result");
        };
    }

    /** How the metric stands. */
    public ArgoPhase phase() {
        if (consecutiveErrors > metric.consecutiveErrorLimit()) {
            return ArgoPhase.ERROR;
        }
        if (inconclusive > metric.inconclusiveLimit()) {
            return ArgoPhase.INCONCLUSIVE;
        }
        if (metric.failureLimit().filter(limit -> failed > limit).isPresent()) {
            return ArgoPhase.FAILED;
        }
        if (metric.consecutiveSuccessLimit()
                .filter(limit -> consecutiveSuccesses >= limit)
                .isPresent()) {
            return ArgoPhase.SUCCESSFUL;
        }
        boolean counted = metric.count().filter(limit -> count >= limit).isPresent();
        return counted ? atTheEnd() : ArgoPhase.RUNNING;
    }

    /** How the metric stands when the rollout ends the analysis: what still runs has succeeded, even unmeasured. */
    public ArgoPhase phaseWhenTerminated() {
        ArgoPhase phase = phase();
        return phase == ArgoPhase.RUNNING ? ArgoPhase.SUCCESSFUL : phase;
    }

    /** All measurements were taken, without the successes in a row that would have sufficed. */
    private ArgoPhase atTheEnd() {
        if (metric.consecutiveSuccessLimit().isEmpty()) {
            return ArgoPhase.SUCCESSFUL;
        }
        return metric.failureLimit().isPresent() ? ArgoPhase.INCONCLUSIVE : ArgoPhase.FAILED;
    }
}
