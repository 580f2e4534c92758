package io.huidu.analyzer.verdict;

import io.huidu.events.AnalysisPlan;
import io.huidu.events.Exposure;
import io.huidu.events.MetricPlan;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
 * the same order give the same findings, bit for bit. Memory and time per interval are constant, but for the number of
 * strata.
 */
final class SequentialJudge implements Judge {

    private final AnalysisPlan plan;
    private final List<MetricJudge> metrics;
    private final List<QueryJudge> queries;
    private final TrafficCheck traffic;
    private final JudgeState state;

    SequentialJudge(AnalysisPlan plan, List<VersionSample> baselineBefore, Calibration calibration) {
        double alpha = plan.falseRollbackProbability().value();
        double beta = plan.falsePromotionProbability().value();
        double sum = plan.metrics().stream().mapToDouble(MetricPlan::weight).sum();
        this.plan = plan;
        this.metrics = plan.metrics().stream()
                .filter(m -> m.query().isEmpty())
                .map(m -> new MetricJudge(m, m.weight() / sum, alpha, beta, calibration))
                .toList();
        this.queries = plan.metrics().stream()
                .flatMap(m -> m.query().stream().map(q -> new QueryJudge(m, q, m.weight() / sum, alpha, beta)))
                .toList();
        this.traffic = new TrafficCheck(alpha);
        this.state = JudgeState.begin(metrics, queries, baselineBefore);
    }

    private SequentialJudge(SequentialJudge before, JudgeState state) {
        this.plan = before.plan;
        this.metrics = before.metrics;
        this.queries = before.queries;
        this.traffic = before.traffic;
        this.state = state;
    }

    @Override
    public SequentialJudge observe(IntervalSample sample, Exposure exposure) {
        boolean cold = sample.start().isBefore(exposure.warmUntil());
        return new SequentialJudge(
                this,
                new JudgeState(
                        state.intervals() + 1,
                        cold ? state.metrics() : observeMetrics(sample),
                        cold ? state.queries() : observeQueries(sample),
                        state.past().plus(sample.baseline()),
                        state.baselineLatency().plus(sample.baseline().latency()),
                        cold
                                ? state.canaryLatency()
                                : state.canaryLatency().plus(sample.canary().latency()),
                        Optional.of(observeStep(sample, exposure, cold)),
                        Optional.of(sample),
                        state.pace().plus(sample.canary().requests(), Duration.between(sample.start(), sample.end()))));
    }

    private List<MetricState> observeMetrics(IntervalSample sample) {
        List<Stratum> strata = Stratum.of(sample);
        List<MetricState> next = new ArrayList<>(metrics.size());
        for (int i = 0; i < metrics.size(); i++) {
            next.add(metrics.get(i).observe(state.metrics().get(i), sample, strata, state.past()));
        }
        return next;
    }

    private List<QueryState> observeQueries(IntervalSample sample) {
        return IntStream.range(0, queries.size())
                .mapToObj(i -> queries.get(i).observe(state.queries().get(i), sample))
                .toList();
    }

    private StepState observeStep(IntervalSample sample, Exposure exposure, boolean cold) {
        StepState step = stepOf(exposure);
        return cold || sample.start().isBefore(exposure.from()) ? step : traffic.observe(step, sample);
    }

    private StepState stepOf(Exposure exposure) {
        return state.step().filter(s -> s.isOf(exposure)).orElseGet(() -> traffic.begin(exposure));
    }

    @Override
    public Findings judge(Exposure current, Optional<Weight> nextWeight) {
        if (state.last().isEmpty()) {
            return Decision.undecided(Reason.NOT_ENOUGH_REQUESTS, "no interval has been looked at yet");
        }
        StepState step = stepOf(current);
        Situation situation = new Situation(
                plan,
                judgeMetrics(nextWeight.orElse(current.weight())),
                step,
                traffic.share(step),
                nextWeight,
                state.last().get(),
                state.pace());
        return Decision.on(situation);
    }

    private List<MetricFinding> judgeMetrics(Weight next) {
        Forecast forecast =
                new Forecast(state.pace(), state.last().orElseThrow().end());
        Stream<MetricFinding> counted = IntStream.range(0, metrics.size())
                .mapToObj(i -> metrics.get(i)
                        .judge(state.metrics().get(i), next, state.baselineLatency(), state.canaryLatency(), forecast));
        Stream<MetricFinding> told = IntStream.range(0, queries.size())
                .mapToObj(i -> queries.get(i).judge(state.queries().get(i), forecast));
        return Stream.concat(counted, told).toList();
    }
}
