package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LogSpace;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.Evidence;
import io.huidu.events.Exposure;
import io.huidu.events.MetricReport;
import io.huidu.events.TrafficShare;
import io.huidu.events.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All that a decision rests on. */
record Situation(
        AnalysisPlan plan,
        List<MetricFinding> metrics,
        StepState step,
        Optional<TrafficShare> traffic,
        Optional<Weight> nextWeight,
        IntervalSample last,
        Pace pace) {

    Evidence regression() {
        return regression(
                plan, metrics.stream().mapToDouble(MetricFinding::logShare).toArray());
    }

    /**
     * Evidence of a regression in any metric: the weighted mean of the e-values.
     *
     * @param logShares the logarithms of the metrics' parts of it
     */
    static Evidence regression(AnalysisPlan plan, double[] logShares) {
        double alpha = plan.falseRollbackProbability().value();
        return new Evidence(LogSpace.logSumExp(logShares), -StrictMath.log(alpha));
    }

    Exposure exposure() {
        return step.exposure();
    }

    /** The share that a promotion has to be fit for: that of the next weight, or in the last step of the current one. */
    Weight shareToFit() {
        return step.comesTo(nextWeight.orElse(exposure().weight()));
    }

    Duration inStep() {
        return Duration.between(exposure().from(), last.end());
    }

    boolean isCold() {
        return last.start().isBefore(exposure().warmUntil());
    }

    /** The metrics that a promotion needs something of. */
    List<MetricFinding> needed() {
        return metrics.stream().filter(MetricFinding::needed).toList();
    }

    List<MetricReport> reports() {
        return metrics.stream().map(MetricFinding::report).toList();
    }
}
