package io.huidu.analyzer.verdict;

import io.huidu.events.AnalysisPlan;
import io.huidu.events.JudgePlan;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.StratifyBy;
import java.time.Duration;
import java.util.List;

/** Plans of comparison for tests. */
final class Plans {

    static final MetricPlan ERRORS = new MetricPlan("errors", MetricKind.ERRORS, 1, 0, 0, 0.25, 0.005);
    static final MetricPlan LATENCY = new MetricPlan("latency", MetricKind.LATENCY, 1, 0.2, 0, 0.25, 0.02);

    private Plans() {}

    static AnalysisPlan of(MetricPlan... metrics) {
        return of(0.01, metrics);
    }

    static AnalysisPlan of(double alpha, MetricPlan... metrics) {
        return of(JudgePlan.SEQUENTIAL, alpha, metrics);
    }

    static AnalysisPlan judgedBy(JudgePlan judge, MetricPlan... metrics) {
        return of(judge, 0.01, metrics);
    }

    private static AnalysisPlan of(JudgePlan judge, double alpha, MetricPlan... metrics) {
        return new AnalysisPlan(
                Preset.SPRING_BOOT,
                Duration.ofSeconds(2),
                Probability.of(alpha),
                Probability.of(0.05),
                100,
                Duration.ZERO,
                List.of(metrics),
                StratifyBy.NOTHING,
                judge,
                List.of());
    }
}
