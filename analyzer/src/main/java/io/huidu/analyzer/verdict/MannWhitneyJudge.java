package io.huidu.analyzer.verdict;

import io.huidu.analyzer.verdict.peers.KayentaStage;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.Exposure;
import io.huidu.events.JudgePlan;
import io.huidu.events.MetricReport;
import io.huidu.events.Missing;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Judges by Kayenta's score, with each step as one canary stage of Spinnaker: judgements at equal distances since the
 * canary had its weight and warm pods, a rollback at any score at or below the marginal one, a promotion when the last score
 * passes. It promises nothing about how often a healthy canary is rolled back.
 *
 * <p>A series has one value per interval, so that fifty values, Kayenta's advice, take fifty times the plan's interval. A
 * judgement is made at the first interval that ends at its time or later, and looks at it too. At 100 % there is no baseline
 * to compare with, and the step passes. Memory grows with the values that a judgement looks at, and with nothing else.
 */
final class MannWhitneyJudge implements Judge {

    private final SeriesComparison comparison;
    private final KayentaStage stage;
    private final Watch watch;
    private final List<CheckedMetric> metrics;
    private final StageState state;

    MannWhitneyJudge(AnalysisPlan plan, JudgePlan.MannWhitney rule) {
        this(
                new SeriesComparison(plan.metrics(), rule),
                new KayentaStage(
                        rule.pass(),
                        rule.marginal(),
                        rule.lifetime(),
                        rule.analysisInterval(),
                        rule.lookback(),
                        Duration.ZERO),
                Watch.begin(plan),
                plan.metrics().stream().map(CheckedMetric::begin).toList(),
                StageState.BEGIN);
    }

    private MannWhitneyJudge(
            SeriesComparison comparison,
            KayentaStage stage,
            Watch watch,
            List<CheckedMetric> metrics,
            StageState state) {
        this.comparison = comparison;
        this.stage = stage;
        this.watch = watch;
        this.metrics = metrics;
        this.state = state;
    }

    @Override
    public MannWhitneyJudge observe(IntervalSample sample, Exposure exposure) {
        Instant begin = Watch.beginOf(exposure);
        Watch watched = watch.observe(sample, exposure);
        StageState now = watch.isNew(exposure) ? state.enterStep() : state;
        if (sample.start().isBefore(begin)) {
            return new MannWhitneyJudge(comparison, stage, watched, metrics, now);
        }
        List<CheckedMetric> counted = metrics.stream()
                .map(m -> m.plus(sample, OptionalDouble.empty()))
                .toList();
        if (now.progress() != Progress.PENDING || exposure.weight().equals(Weight.ALL)) {
            return new MannWhitneyJudge(comparison, stage, watched, counted, now);
        }
        StageState grown = now.plus(comparison.point(sample));
        int due = due(begin, sample.end());
        return due == now.judgements()
                ? new MannWhitneyJudge(comparison, stage, watched, counted, grown)
                : judged(watched, counted, grown, begin, due);
    }

    /** How many judgements should have been made by then. */
    private int due(Instant begin, Instant end) {
        long passed = Duration.between(begin, end).dividedBy(stage.analysisInterval());
        return (int) Math.min(passed, stage.judgements());
    }

    private MannWhitneyJudge judged(
            Watch watched, List<CheckedMetric> counted, StageState grown, Instant begin, int judgement) {
        SeriesComparison.Result result = comparison.compare(
                stage.lookback().map(lookback -> grown.series().last(lookback)).orElse(grown.series()));
        Progress progress = switch (stage.after(judgement, result.score())) {
            case RUNNING -> Progress.PENDING;
            case SUCCEEDED -> Progress.PASSED;
            case FAILED -> Progress.FAILED;
        };
        Instant stillNeeded = begin.plus(stage.span(judgement + 1).from());
        return new MannWhitneyJudge(
                comparison,
                stage,
                watched,
                IntStream.range(0, counted.size())
                        .mapToObj(i -> counted.get(i).checked(result.checks().get(i)))
                        .toList(),
                grown.judged(judgement, result.score(), progress, stillNeeded));
    }

    @Override
    public Findings judge(Exposure current, Optional<Weight> nextWeight) {
        return watch.situation(List.of(), current, nextWeight)
                .map(s -> decision(s).on(s))
                .orElseGet(() -> Decision.undecided(Reason.CHECKS_PENDING, "no interval has been compared yet"));
    }

    private CheckDecision decision(Situation s) {
        List<MetricReport> reports = metrics.stream().map(CheckedMetric::report).toList();
        boolean alone =
                state.progress() != Progress.FAILED && s.exposure().weight().equals(Weight.ALL);
        return alone
                ? new CheckDecision(
                        Progress.PASSED, "at 100 % there is no baseline to compare with", reports, Optional.empty())
                : new CheckDecision(state.progress(), words(), reports, Optional.of(untilTheEnd(s)));
    }

    private Missing untilTheEnd(Situation s) {
        Instant end =
                Watch.beginOf(s.exposure()).plus(stage.span(stage.judgements()).to());
        Duration left = Duration.between(s.last().end(), end);
        double seconds = Math.max(0, left.toMillis() / 1000.0);
        return new Missing((long) Math.ceil(seconds * s.pace().perSecond()), Optional.of(end));
    }

    private String words() {
        String made = "judgement %d of %d".formatted(state.judgements(), stage.judgements());
        return state.score()
                .map(score -> "%s: score %s, %s or more passes at the last one and %s or less fails at any; %s"
                        .formatted(
                                made,
                                Sentences.number(score),
                                Sentences.number(stage.pass()),
                                Sentences.number(stage.marginal()),
                                comparison.words(metrics)))
                .orElse("no judgement of %d yet, the next after %s in the step"
                        .formatted(stage.judgements(), Sentences.duration(stage.analysisInterval())));
    }
}
