package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.statistics.Packed;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.Exposure;
import io.huidu.events.MetricPlan;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
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

    private final List<MetricJudge> metrics;
    private final List<QueryJudge> queries;
    private final JudgeState state;

    SequentialJudge(AnalysisPlan plan, List<VersionSample> baselineBefore, Calibration calibration) {
        double alpha = plan.falseRollbackProbability().value();
        double beta = plan.falsePromotionProbability().value();
        double sum = plan.metrics().stream().mapToDouble(MetricPlan::weight).sum();
        this.metrics = plan.metrics().stream()
                .filter(m -> m.query().isEmpty())
                .map(m -> MetricJudge.of(m, m.weight() / sum, alpha, beta, calibration))
                .toList();
        this.queries = plan.metrics().stream()
                .flatMap(m -> m.query().stream().map(q -> new QueryJudge(m, q, m.weight() / sum, alpha, beta)))
                .toList();
        this.state = new JudgeState(
                metrics.stream().map(metric -> metric.begin(baselineBefore)).toList(),
                queries.stream().map(query -> QueryState.UNSEEN).toList(),
                LatencyPast.of(baselineBefore),
                LatencyHistogram.empty(),
                LatencyHistogram.empty(),
                Watch.begin(plan));
    }

    private SequentialJudge(SequentialJudge before, JudgeState state) {
        this.metrics = before.metrics;
        this.queries = before.queries;
        this.state = state;
    }

    /** Packs the evidence of all metrics that count requests, and returns the judge without it: {@link #unpack} undoes both. */
    SequentialJudge pack(Packed to) {
        state.metrics().forEach(metric -> metric.pack(to));
        return new SequentialJudge(this, state.with(List.of()));
    }

    SequentialJudge unpack(Packed from) {
        List<MetricState> states = new ArrayList<>(metrics.size());
        for (MetricJudge metric : metrics) {
            states.add(metric.unpack(from));
        }
        return new SequentialJudge(this, state.with(states));
    }

    @Override
    public SequentialJudge observe(IntervalSample sample, Exposure exposure) {
        boolean cold = sample.start().isBefore(exposure.warmUntil());
        return new SequentialJudge(
                this,
                new JudgeState(
                        cold ? state.metrics() : observeMetrics(sample),
                        cold ? state.queries() : observeQueries(sample),
                        state.past().plus(sample.baseline()),
                        state.baselineLatency().plus(sample.baseline().latency()),
                        cold
                                ? state.canaryLatency()
                                : state.canaryLatency().plus(sample.canary().latency()),
                        state.watch().observe(sample, exposure)));
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

    @Override
    public Findings judge(Exposure current, Optional<Weight> nextWeight) {
        Watch watch = state.watch();
        return watch.last()
                .map(last -> new Forecast(watch.pace(), last.end()))
                .map(forecast -> judgeMetrics(watch.shareToFit(current, nextWeight), forecast))
                .flatMap(metrics -> watch.situation(metrics, current, nextWeight))
                .map(Decision::on)
                .orElseGet(() -> Decision.undecided(Reason.NOT_ENOUGH_REQUESTS, "no interval has been looked at yet"));
    }

    @Override
    public boolean asksForRollback(Exposure current, Optional<Weight> nextWeight) {
        DoubleStream counted = IntStream.range(0, metrics.size())
                .mapToDouble(i -> metrics.get(i).logShare(state.metrics().get(i)));
        DoubleStream told = IntStream.range(0, queries.size())
                .mapToDouble(i -> queries.get(i).logShare(state.queries().get(i)));
        return state.watch().last().isPresent()
                && Situation.regression(
                                state.watch().plan(),
                                DoubleStream.concat(counted, told).toArray())
                        .isReached();
    }

    private List<MetricFinding> judgeMetrics(Weight share, Forecast forecast) {
        Stream<MetricFinding> counted = IntStream.range(0, metrics.size())
                .mapToObj(i -> metrics.get(i)
                        .judge(
                                state.metrics().get(i),
                                share,
                                state.baselineLatency(),
                                state.canaryLatency(),
                                forecast));
        Stream<MetricFinding> told = IntStream.range(0, queries.size())
                .mapToObj(i -> queries.get(i).judge(state.queries().get(i), forecast));
        return Stream.concat(counted, told).toList();
    }
}
