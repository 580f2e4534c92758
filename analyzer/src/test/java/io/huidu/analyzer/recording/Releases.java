package io.huidu.analyzer.recording;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.Evidence;
import io.huidu.events.Exposure;
import io.huidu.events.Judgement;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.TrafficShare;
import io.huidu.events.Verdict;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A release to be recorded. */
final class Releases {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    static final AnalysisRequested REQUEST = request("servicea");

    private Releases() {}

    static AnalysisRequested request(String name) {
        return new AnalysisRequested(
                new ReleaseKey("shop", name),
                name + "-1",
                name + "-1-0",
                new Version("v1", name + "-v1", name + "-v1", Map.of()),
                new Version("v2", name + "-v2", name + "-v2", Map.of()),
                List.of(new Exposure(0, Weight.of(20), START, START)),
                Optional.of(Weight.of(50)),
                new AnalysisPlan(
                        Preset.SPRING_BOOT,
                        Duration.ofSeconds(10),
                        Probability.of(0.01),
                        Probability.of(0.05),
                        100,
                        Duration.ofSeconds(30),
                        List.of(new MetricPlan("errors", MetricKind.ERRORS, 1, 0.1, 0, 0.5, 0.05))));
    }

    static CountedWindow window() {
        Window window = new Window(0, START, START.plusSeconds(10));
        return new CountedWindow(
                window,
                START,
                new VersionSample(100, 1, LatencyHistogram.empty()),
                new VersionSample(20, 0, LatencyHistogram.empty()),
                DataState.EXACT);
    }

    static Judgement judgement(double share) {
        return new Judgement(
                REQUEST.release(),
                REQUEST.releaseId(),
                REQUEST.requestId(),
                0,
                1,
                START,
                START.plusSeconds(10),
                Verdict.CONTINUE,
                Reason.NOT_ENOUGH_REQUESTS,
                "not enough",
                DataState.EXACT,
                List.of(),
                Optional.of(new TrafficShare(Weight.of(20), share, new Evidence(share, 4.6))),
                Optional.empty());
    }
}
