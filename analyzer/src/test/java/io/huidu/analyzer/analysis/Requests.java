package io.huidu.analyzer.analysis;

import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Exposure;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.ReleaseKey;
import io.huidu.events.ShownQuery;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Requests for tests: v2 of a service gets a fifth of the traffic, then half of it. */
final class Requests {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private Requests() {}

    static AnalysisRequested first() {
        return first("servicea");
    }

    static AnalysisRequested first(String name) {
        return new AnalysisRequested(
                new ReleaseKey("shop", name),
                name + "-1",
                name + "-1-0",
                new Version("v1", name + "-v1", name + "-v1", Map.of()),
                new Version("v2", name + "-v2", name + "-v2", Map.of()),
                List.of(new Exposure(0, Weight.of(20), START, START)),
                Optional.of(Weight.of(50)),
                plan());
    }

    static AnalysisRequested nextStep(AnalysisRequested before, Instant from) {
        List<Exposure> exposures = new ArrayList<>(before.exposures());
        exposures.add(new Exposure(exposures.size(), Weight.of(50), from, from));
        return with(before, before.releaseId() + "-" + exposures.size(), exposures, Optional.of(Weight.ALL));
    }

    static AnalysisRequested warmUntil(AnalysisRequested before, Instant warmUntil) {
        Exposure only = before.current();
        return with(
                before,
                before.requestId(),
                List.of(new Exposure(only.step(), only.weight(), only.from(), warmUntil)),
                before.nextWeight());
    }

    static AnalysisRequested with(
            AnalysisRequested before, String requestId, List<Exposure> exposures, Optional<Weight> nextWeight) {
        return new AnalysisRequested(
                before.release(),
                before.releaseId(),
                requestId,
                before.baseline(),
                before.canary(),
                exposures,
                nextWeight,
                before.plan());
    }

    /** The same with one metric more. */
    static AnalysisRequested with(AnalysisRequested before, MetricPlan metric) {
        List<MetricPlan> metrics = Stream.concat(before.plan().metrics().stream(), Stream.of(metric))
                .toList();
        return planned(before, metrics, before.plan().shown());
    }

    /** The same with a number beside its verdicts. */
    static AnalysisRequested showing(AnalysisRequested before, ShownQuery query) {
        return planned(before, before.plan().metrics(), List.of(query));
    }

    private static AnalysisRequested planned(
            AnalysisRequested before, List<MetricPlan> metrics, List<ShownQuery> shown) {
        AnalysisPlan plan = before.plan();
        return new AnalysisRequested(
                before.release(),
                before.releaseId(),
                before.requestId(),
                before.baseline(),
                before.canary(),
                before.exposures(),
                before.nextWeight(),
                new AnalysisPlan(
                        plan.preset(),
                        plan.interval(),
                        plan.falseRollbackProbability(),
                        plan.falsePromotionProbability(),
                        plan.minRequests(),
                        plan.minDuration(),
                        metrics,
                        plan.stratifyBy(),
                        plan.judge(),
                        shown));
    }

    static AnalysisRequested ofRelease(AnalysisRequested before, String releaseId) {
        return new AnalysisRequested(
                before.release(),
                releaseId,
                releaseId + "-0",
                before.baseline(),
                before.canary(),
                before.exposures(),
                before.nextWeight(),
                before.plan());
    }

    private static AnalysisPlan plan() {
        return new AnalysisPlan(
                Preset.SPRING_BOOT,
                INTERVAL,
                Probability.of(0.01),
                Probability.of(0.05),
                100,
                Duration.ofSeconds(30),
                List.of(new MetricPlan("errors", MetricKind.ERRORS, 1, 0.1, 0, 0.5, 0.05)));
    }
}
