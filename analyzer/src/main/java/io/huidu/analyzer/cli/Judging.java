package io.huidu.analyzer.cli;

import io.huidu.analyzer.verdict.Calibration;
import io.huidu.analyzer.verdict.Judge;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.JudgePlan;
import io.huidu.events.LatencyStatistic;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.StratifyBy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How to judge, as far as it was asked for.
 *
 * @param alpha of a release
 * @param tolerance of every metric
 * @param rule who judges
 * @param priorDispersion what φ is taken for before anything is known
 */
record Judging(
        Optional<Probability> alpha,
        Optional<Double> tolerance,
        Optional<Rule> rule,
        Optional<Double> priorDispersion) {

    /** By its usual settings. */
    enum Rule {
        SEQUENTIAL,
        MANN_WHITNEY,
        THRESHOLD
    }

    static final Judging AS_USUAL = new Judging(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final Probability USUAL_ALPHA = Probability.of(0.01);
    private static final Probability BETA = Probability.of(0.05);
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final long LEAST_REQUESTS = 100;

    /**
     * The plan for measurements that come without one: no tolerance, the rest as in a release.
     *
     * @param length of all that is judged
     */
    AnalysisPlan plan(Preset preset, Duration interval, Collection<MetricKind> kinds, Duration length) {
        return new AnalysisPlan(
                preset,
                interval.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : interval,
                alpha.orElse(USUAL_ALPHA),
                BETA,
                LEAST_REQUESTS,
                Duration.ZERO,
                kinds.stream().sorted().map(this::metric).toList(),
                StratifyBy.NOTHING,
                judge(rule.orElse(Rule.SEQUENTIAL), length),
                List.of());
    }

    private MetricPlan metric(MetricKind kind) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return switch (kind) {
            case ERRORS -> new MetricPlan(name, kind, 1, tolerance.orElse(0.0), 0, 0.25, 0.005);
            case LATENCY -> new MetricPlan(name, kind, 1, tolerance.orElse(0.0), 0, 0.25, 0.02);
            case QUERY -> throw new IllegalArgumentException("kind: got 'query', expected one that counts requests");
        };
    }

    /** A recorded plan, with what was asked for in its place. */
    AnalysisPlan plan(AnalysisPlan recorded, Duration length) {
        JudgePlan judge = rule.map(r -> judge(r, length)).orElse(recorded.judge());
        boolean takesQueries = judge instanceof JudgePlan.Sequential;
        List<MetricPlan> metrics = recorded.metrics().stream()
                .filter(m -> takesQueries || m.query().isEmpty())
                .map(this::metric)
                .toList();
        return new AnalysisPlan(
                recorded.preset(),
                recorded.interval(),
                alpha.orElse(recorded.falseRollbackProbability()),
                recorded.falsePromotionProbability(),
                recorded.minRequests(),
                recorded.minDuration(),
                metrics,
                takesQueries ? recorded.stratifyBy() : StratifyBy.NOTHING,
                judge,
                List.of());
    }

    private MetricPlan metric(MetricPlan m) {
        return new MetricPlan(
                m.name(),
                m.kind(),
                m.weight(),
                tolerance.orElse(m.tolerance()),
                m.floor(),
                m.margin(),
                m.harmBudget(),
                m.query());
    }

    Judge judge(AnalysisPlan plan, List<VersionSample> baselineBefore) {
        Calibration calibration =
                priorDispersion.map(Calibration.STANDARD::withPriorDispersion).orElse(Calibration.STANDARD);
        return Judge.of(plan, baselineBefore, calibration);
    }

    /** Kayenta's stage is judged once, when it is over, as it is in Spinnaker unless asked otherwise. */
    private static JudgePlan judge(Rule rule, Duration length) {
        return switch (rule) {
            case SEQUENTIAL -> JudgePlan.SEQUENTIAL;
            case MANN_WHITNEY ->
                new JudgePlan.MannWhitney(
                        JudgePlan.MannWhitney.DEFAULT_PASS,
                        JudgePlan.MannWhitney.DEFAULT_MARGINAL,
                        length,
                        length,
                        Optional.empty(),
                        JudgePlan.MannWhitney.DEFAULT_ALLOWED_INCREASE,
                        LatencyStatistic.P99);
            case THRESHOLD ->
                new JudgePlan.Threshold(
                        JudgePlan.Threshold.DEFAULT_MIN_SUCCESS_RATE,
                        LatencyStatistic.P99,
                        JudgePlan.Threshold.DEFAULT_MAX_LATENCY_MILLIS,
                        new JudgePlan.Rule.Flagger(JudgePlan.Rule.Flagger.DEFAULT_THRESHOLD));
        };
    }
}
