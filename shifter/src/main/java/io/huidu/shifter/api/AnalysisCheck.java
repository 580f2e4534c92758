package io.huidu.shifter.api;

import static io.huidu.shifter.api.Problems.Range.Limit.OUT;

import io.huidu.events.JudgePlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.QueryPlan;
import io.huidu.events.ShownQuery;
import io.huidu.events.StratifyBy;
import io.huidu.shifter.api.Problems.Range;
import io.huidu.shifter.rollout.AnalysisSettings;
import io.huidu.shifter.rollout.AnalysisSettings.OnInconclusive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part of {@link SpecCheck} that reads {@code spec.analysis}. */
record AnalysisCheck(Problems problems) {

    private static final Map<String, Preset> PRESETS =
            Arrays.stream(Preset.values()).collect(Collectors.toMap(Preset::presetName, Function.identity()));
    private static final Map<String, OnInconclusive> POLICIES = Map.of(
            "hold", OnInconclusive.HOLD, "rollBack", OnInconclusive.ROLL_BACK, "promote", OnInconclusive.PROMOTE);

    private static final Range PROBABILITY = new Range(0, OUT, 0.5, OUT);

    /** @param usual what the traffic has to show */
    AnalysisSettings read(CanaryReleaseSpec.@Nullable Analysis given, List<ShownQuery> usual) {
        CanaryReleaseSpec.Analysis analysis =
                problems.object("spec.analysis", given, "at least a preset").orElseGet(AnalysisCheck::standIn);
        Duration interval = problems.duration(
                "spec.analysis.interval", analysis.interval, AnalysisSettings.DEFAULT_INTERVAL, Duration.ofSeconds(1));
        JudgePlan judge = new JudgeCheck(problems).read(analysis.judge, interval);
        return new AnalysisSettings(
                problems.choice("spec.analysis.preset", analysis.preset, null, PRESETS, Preset.SPRING_BOOT),
                interval,
                probability(
                        "falseRollbackProbability",
                        analysis.falseRollbackProbability,
                        AnalysisSettings.DEFAULT_FALSE_ROLLBACK_PROBABILITY),
                probability(
                        "falsePromotionProbability",
                        analysis.falsePromotionProbability,
                        AnalysisSettings.DEFAULT_FALSE_PROMOTION_PROBABILITY),
                minRequests("spec.analysis", analysis.minRequests, AnalysisSettings.DEFAULT_MIN_REQUESTS),
                problems.duration(
                        "spec.analysis.warmup", analysis.warmup, AnalysisSettings.DEFAULT_WARMUP, Duration.ZERO),
                onInconclusive("spec.analysis", analysis.onInconclusive, OnInconclusive.HOLD),
                new MetricsCheck(problems, "spec.analysis.metrics").read(analysis.metrics, judge),
                stratifyBy(analysis.stratifyBy, judge),
                judge,
                shown(orEmpty(analysis.show), usual));
    }

    /** What a step says, completed by what is said for all. */
    AnalysisSettings read(String path, CanaryReleaseSpec.StepAnalysis given, AnalysisSettings all) {
        CanaryReleaseSpec.StepAnalysis step = problems.known(path, given);
        return new AnalysisSettings(
                all.preset(),
                problems.duration(path + ".interval", step.interval, all.interval(), Duration.ofSeconds(1)),
                all.falseRollbackProbability(),
                all.falsePromotionProbability(),
                minRequests(path, step.minRequests, all.minRequests()),
                all.warmup(),
                onInconclusive(path, step.onInconclusive, all.onInconclusive()),
                step.metrics == null
                        ? all.metrics()
                        : new MetricsCheck(problems, path + ".metrics").read(step.metrics, all.judge()),
                all.stratifyBy(),
                all.judge(),
                all.shown());
    }

    /** Its absence is told of already, so that nothing has to be told of its fields. */
    private static CanaryReleaseSpec.Analysis standIn() {
        CanaryReleaseSpec.Analysis standIn = new CanaryReleaseSpec.Analysis();
        standIn.preset = Preset.SPRING_BOOT.presetName();
        return standIn;
    }

    private Probability probability(String field, @Nullable Double value, Probability byDefault) {
        return Probability.of(problems.number("spec.analysis." + field, value, byDefault.value(), PROBABILITY));
    }

    private long minRequests(String path, @Nullable Long value, long byDefault) {
        problems.expect(value == null || value >= 0, path + ".minRequests", value, "0 or more");
        return value == null ? byDefault : Math.max(0, value);
    }

    private OnInconclusive onInconclusive(String path, @Nullable String value, OnInconclusive byDefault) {
        return problems.choice(path + ".onInconclusive", value, byDefault, POLICIES, byDefault);
    }

    private List<ShownQuery> shown(List<CanaryReleaseSpec.Shown> given, List<ShownQuery> usual) {
        problems.expect(given.size() <= 5, "spec.analysis.show", given.size(), "at most 5 queries");
        List<ShownQuery> shown = new ArrayList<>(usual);
        for (int i = 0; i < given.size(); i++) {
            String path = "spec.analysis.show[%d]".formatted(i);
            CanaryReleaseSpec.Shown one = problems.known(path, given.get(i));
            String name = problems.name(path + ".name", one.name);
            boolean fit = one.query != null && QueryPlan.isFit(one.query);
            problems.expect(fit, path + ".query", one.query, QueryPlan.EXPECTED);
            boolean taken = shown.stream().anyMatch(other -> other.name().equals(name));
            problems.expect(!taken, path + ".name", name, "a name of its own");
            if (fit && one.query != null && !taken) {
                shown.add(new ShownQuery(name, one.query));
            }
        }
        return shown;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private StratifyBy stratifyBy(@Nullable List<String> given, JudgePlan judge) {
        if (given == null || given.isEmpty()) {
            return StratifyBy.NOTHING;
        }
        boolean fit = StratifyBy.areFit(given);
        boolean used = judge instanceof JudgePlan.Sequential;
        problems.expect(fit, "spec.analysis.stratifyBy", given, StratifyBy.EXPECTED);
        problems.expect(used, "spec.analysis.stratifyBy", given, "none but for the sequential judge");
        return fit && used ? new StratifyBy(given) : StratifyBy.NOTHING;
    }
}
