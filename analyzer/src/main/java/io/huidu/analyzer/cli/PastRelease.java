package io.huidu.analyzer.cli;

import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Measurements;
import io.huidu.analyzer.analysis.Recorder;
import io.huidu.analyzer.analysis.Recording;
import io.huidu.analyzer.analysis.Replay;
import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Judgement;
import io.huidu.events.MetricKind;
import io.huidu.events.Preset;
import io.huidu.events.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A release that is over, as Prometheus remembers it: counted as a live analysis counts, then judged in hindsight.
 *
 * @param from when the canary got its share
 * @param to the end of what is judged
 */
record PastRelease(Preset preset, Duration interval, Instant from, Instant to) {

    /** Until then a target that was scraped no more has missed enough scrapes to be gone. */
    private static final Duration SETTLING = Duration.ofMinutes(5);

    /**
     * Measures and judges.
     *
     * @param name for the outcome
     * @throws MeasurementException when Prometheus gives no answer
     */
    Result judge(String name, Judging judging, Measurements measurements) throws MeasurementException {
        Duration length = Duration.between(from, to);
        if (length.compareTo(interval) < 0) {
            return Result.unusable(
                    List.of("--to: got '%s', expected an interval (%s) after --from or later".formatted(to, interval)));
        }
        Notes notes = new Notes();
        Set<MetricKind> all = EnumSet.of(MetricKind.ERRORS, MetricKind.LATENCY);
        // Counts depend on neither metrics nor weight.
        AnalysisRequested request = Hindsight.request(judging.plan(preset, interval, all, length), from, Weight.of(50));
        Replay.measure(request, measurements, notes, to.plus(SETTLING));
        List<CountedWindow> windows = notes.windows.stream()
                .filter(counted -> !counted.window().end().isAfter(to))
                .toList();
        AnalysisPlan plan = judging.plan(preset, interval, kinds(windows), length);
        return Result.of(new Hindsight(judging)
                .course(plan, notes.baselineBefore, windows)
                .outcome(name, Optional.empty(), Optional.empty()));
    }

    /** Without a histogram nothing can be said of latency, and nothing is. */
    private static Set<MetricKind> kinds(List<CountedWindow> windows) {
        boolean hasLatency = windows.stream().anyMatch(w -> w.canary().latency().total() > 0);
        return hasLatency ? EnumSet.of(MetricKind.ERRORS, MetricKind.LATENCY) : EnumSet.of(MetricKind.ERRORS);
    }

    /** Keeps what is measured. */
    private static final class Notes implements Recorder, Recording {

        private List<VersionSample> baselineBefore = List.of();
        private final List<CountedWindow> windows = new ArrayList<>();

        @Override
        public Recording begin(AnalysisRequested request, List<VersionSample> before) {
            baselineBefore = before;
            return this;
        }

        @Override
        public void asked(AnalysisRequested request) {}

        @Override
        public void judged(CountedWindow counted, Judgement judgement) {
            windows.add(counted);
        }
    }
}
