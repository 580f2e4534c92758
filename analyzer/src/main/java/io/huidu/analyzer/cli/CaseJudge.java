package io.huidu.analyzer.cli;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.recording.MeasuredJson;
import io.huidu.analyzer.recording.UnreadableLineException;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.Preset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges a case as a live release would have been, line by line, and nothing known from before. */
final class CaseJudge {

    private final Judging judging;

    CaseJudge(Judging judging) {
        this.judging = judging;
    }

    /** A case of which a line can't be read isn't judged, since it isn't whole. */
    Result judge(List<NumberedLine> lines) {
        List<String> problems = new ArrayList<>();
        MeasuredCase measured = new MeasuredCase();
        for (NumberedLine line : lines) {
            try {
                measured.add(MeasuredJson.read(line.text()));
            } catch (UnreadableLineException e) {
                problems.add(line.problem(String.valueOf(e.getMessage())));
            }
        }
        return problems.isEmpty() ? Result.of(outcome(measured)) : Result.unusable(problems);
    }

    private Outcome outcome(MeasuredCase measured) {
        // Where the metrics come from plays no part any more.
        List<CountedWindow> windows = measured.windows();
        Duration length = Duration.between(
                windows.getFirst().from(), windows.getLast().window().end());
        AnalysisPlan plan = judging.plan(Preset.SPRING_BOOT, measured.interval(), measured.kinds(), length);
        return new Hindsight(judging)
                .course(plan, List.of(), windows)
                .outcome(measured.name(), measured.label(), Optional.empty());
    }
}
