package io.huidu.analyzer.cli;

import io.huidu.analyzer.analysis.Replay;
import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Exposure;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges windows of which nothing else is known, as one step: the weight that was asked for is taken to be the share that
 * the canary had of all requests, and a promotion would lead to all of the traffic.
 */
record Hindsight(Judging judging) {

    private static final ReleaseKey RELEASE = new ReleaseKey("backtest", "release");

    /**
     * @param baselineBefore what is known of the baseline before
     * @param windows not empty, oldest first
     */
    Course course(AnalysisPlan plan, List<VersionSample> baselineBefore, List<CountedWindow> windows) {
        Instant start = windows.getFirst().from();
        Replay replay = new Replay(request(plan, start, weight(windows)), baselineBefore, judging::judge);
        Course course = new Course();
        for (CountedWindow window : windows) {
            course.add(replay.look(window));
            if (course.isRolledBack()) {
                break;
            }
        }
        return course;
    }

    static AnalysisRequested request(AnalysisPlan plan, Instant start, Weight weight) {
        return new AnalysisRequested(
                RELEASE,
                "release",
                "request",
                version("v1"),
                version("v2"),
                List.of(new Exposure(0, weight, start, start)),
                Optional.of(Weight.ALL),
                plan);
    }

    private static Version version(String name) {
        return new Version(name, name, name, Map.of());
    }

    /** In whole percent, neither none nor all. */
    private static Weight weight(List<CountedWindow> windows) {
        double v1 = windows.stream().mapToLong(w -> w.baseline().requests()).sum();
        double v2 = windows.stream().mapToLong(w -> w.canary().requests()).sum();
        double share = v1 + v2 == 0 ? 0.5 : v2 / (v1 + v2);
        return Weight.of(Math.clamp(Math.round(100 * share), 1, 99));
    }
}
