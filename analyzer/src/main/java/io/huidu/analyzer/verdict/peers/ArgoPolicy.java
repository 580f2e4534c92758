package io.huidu.analyzer.verdict.peers;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An analysis of a success rate as the documents of Argo Rollouts write it. It looks at the canary alone.
 *
 * @param interval the time between measurements, the first of which is taken at once
 * @param minSuccessRate the success condition {@code result[0] >= …}, 0 to 1
 * @param window over how long the success rate is taken
 */
public record ArgoPolicy(ArgoMetric metric, Duration interval, double minSuccessRate, Duration window) {

    /** docs/features/analysis.md, background analysis: every 5 min, at least 0.95, more than 3 failures abort. */
    public static final ArgoPolicy DOCUMENTED = new ArgoPolicy(
            ArgoMetric.BACKGROUND.withFailureLimit(3), Duration.ofMinutes(5), 0.95, Duration.ofMinutes(5));

    /** docs/features/analysis.md, an analysis with an end: 60 s × 5, and the first failure aborts. */
    public static final ArgoPolicy DOCUMENTED_COUNT =
            new ArgoPolicy(ArgoMetric.BACKGROUND.withCount(5), Duration.ofSeconds(60), 0.95, Duration.ofMinutes(5));

    /** What the answer of a query comes to: an empty one is an error, and NaN fails. */
    public ArgoPhase measured(OptionalDouble successRate) {
        return successRate.isEmpty()
                ? ArgoPhase.ERROR
                : ArgoMetric.measured(Optional.of(successRate.getAsDouble() >= minSuccessRate), Optional.empty());
    }
}
