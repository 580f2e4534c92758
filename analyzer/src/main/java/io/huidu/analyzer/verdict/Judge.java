package io.huidu.analyzer.verdict;

import io.huidu.events.AnalysisPlan;
import io.huidu.events.Exposure;
import io.huidu.events.JudgePlan;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one release, and what follows from it. An immutable value: each interval gives a new one, and the same
 * samples in the same order give the same findings, bit for bit.
 */
public interface Judge {

    /**
     * A judge that has seen nothing of the release yet.
     *
     * @param baselineBefore the baseline before the release, interval by interval, oldest first; may be empty
     */
    static Judge of(AnalysisPlan plan, List<VersionSample> baselineBefore) {
        return of(plan, baselineBefore, Calibration.STANDARD);
    }

    /**
     * The same with another calibration, which only the sequential judge has use for.
     *
     * @param baselineBefore the baseline before the release, interval by interval, oldest first; may be empty
     */
    static Judge of(AnalysisPlan plan, List<VersionSample> baselineBefore, Calibration calibration) {
        return switch (plan.judge()) {
            case JudgePlan.Sequential any -> new SequentialJudge(plan, baselineBefore, calibration);
            case JudgePlan.MannWhitney rule -> new MannWhitneyJudge(plan, rule);
            case JudgePlan.Threshold limits -> new ThresholdJudge(plan, limits);
        };
    }

    /**
     * Adds what was counted in an interval.
     *
     * @param exposure the step during which the interval ended
     */
    Judge observe(IntervalSample sample, Exposure exposure);

    /**
     * What the evidence says now; the end of the last interval is the "now" of the statement.
     *
     * @param current the current step
     * @param nextWeight what a promotion would lead to; empty when the current step is the last
     */
    Findings judge(Exposure current, Optional<Weight> nextWeight);

    /** Whether the evidence asks for a rollback now: the verdict of {@link #judge}, which may be known with less work. */
    default boolean asksForRollback(Exposure current, Optional<Weight> nextWeight) {
        return judge(current, nextWeight).verdict() == Verdict.ROLL_BACK;
    }
}
