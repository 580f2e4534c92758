package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.Exposure;
import io.huidu.events.MetricPlan;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Judges one release run by one plan.
 *
 * <p>Guarantee: a canary as good as the baseline, within tolerance, is rolled back with probability at most
 * {@link AnalysisPlan#falseRollbackProbability()} over all intervals, metrics and steps, for independent requests: the
 * mean of the metrics' e-values, weighted by their weights, is an e-value, and rolls back when it reaches 1/α (Ville).
 * What dispersion and the cap add for dependent requests is calibration; see {@code docs/statistics.md}.
 *
 * <p>A canary is promoted when every metric shows that it isn't inferior, or stays within its harm budget, each at
 * confidence 1 − β, and the step has had its requests and its time. Immutable and deterministic: the same samples in
 * the same order give the same findings, bit for bit. Memory and time per interval are constant.
 */
public final class Judge {

    private final AnalysisPlan plan;
    private final LatencyHistogram baselineBefore;
    private final List<MetricJudge> metrics;
    private final TrafficCheck traffic;

    /**
     * @param baselineBefore the baseline's latency before the release; may be empty, and then the first interval only
     *     teaches the thresholds
     */
    public Judge(AnalysisPlan plan, LatencyHistogram baselineBefore) {
        double alpha = plan.falseRollbackProbability().value();
        double beta = plan.falsePromotionProbability().value();
        double sum = plan.metrics().stream().mapToDouble(MetricPlan::weight).sum();
        this.plan = plan;
        this.baselineBefore = baselineBefore;
        this.metrics = plan.metrics().stream()
                .map(m -> new MetricJudge(m, m.weight() / sum, alpha, beta))
                .toList();
        this.traffic = new TrafficCheck(alpha);
    }

    /** Nothing seen yet. */
    public JudgeState begin() {
        return new JudgeState(
                0,
                metrics.stream().map(MetricJudge::begin).toList(),
                LatencyHistogram.empty(),
                LatencyHistogram.empty(),
                Optional.empty(),
                Optional.empty(),
                Pace.UNKNOWN);
    }

    /**
     * Adds an interval's counts to the evidence. One that began while the canary was cold is no evidence, and only
     * teaches the baseline's thresholds.
     *
     * @param exposure the step during which the interval ended
     */
    public JudgeState observe(JudgeState state, IntervalSample sample, Exposure exposure) {
        boolean cold = sample.start().isBefore(exposure.warmUntil());
        return new JudgeState(
                state.intervals() + 1,
                cold ? state.metrics() : observeMetrics(state, sample),
                state.baselineLatency().plus(sample.baseline().latency()),
                cold
                        ? state.canaryLatency()
                        : state.canaryLatency().plus(sample.canary().latency()),
                Optional.of(observeStep(state, sample, exposure, cold)),
                Optional.of(sample),
                state.pace().plus(sample.canary().requests(), Duration.between(sample.start(), sample.end())));
    }

    private List<MetricState> observeMetrics(JudgeState state, IntervalSample sample) {
        LatencyHistogram past = baselineBefore.plus(state.baselineLatency());
        return IntStream.range(0, metrics.size())
                .mapToObj(i -> metrics.get(i).observe(state.metrics().get(i), sample, past))
                .toList();
    }

    private StepState observeStep(JudgeState state, IntervalSample sample, Exposure exposure, boolean cold) {
        StepState step = stepOf(state, exposure);
        return cold || sample.start().isBefore(exposure.from()) ? step : traffic.observe(step, sample);
    }

    private StepState stepOf(JudgeState state, Exposure exposure) {
        return state.step().filter(s -> s.isOf(exposure)).orElseGet(() -> traffic.begin(exposure));
    }

    /**
     * What the evidence says now; the end of the last interval is the "now" of the statement.
     *
     * @param current the current step
     * @param nextWeight what a promotion would lead to; empty when the current step is the last
     */
    public Findings judge(JudgeState state, Exposure current, Optional<Weight> nextWeight) {
        if (state.last().isEmpty()) {
            return Decision.undecided(Reason.NOT_ENOUGH_REQUESTS, "no interval has been looked at yet");
        }
        StepState step = stepOf(state, current);
        Situation situation = new Situation(
                plan,
                judgeMetrics(state, nextWeight.orElse(current.weight())),
                step,
                traffic.share(step),
                nextWeight,
                state.last().get(),
                state.pace());
        return Decision.on(situation);
    }

    private List<MetricFinding> judgeMetrics(JudgeState state, Weight next) {
        return IntStream.range(0, metrics.size())
                .mapToObj(i -> metrics.get(i)
                        .judge(state.metrics().get(i), next, state.baselineLatency(), state.canaryLatency()))
                .toList();
    }
}
