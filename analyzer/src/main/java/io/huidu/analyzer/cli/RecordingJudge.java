package io.huidu.analyzer.cli;

import io.huidu.analyzer.analysis.Replay;
import io.huidu.analyzer.recording.RecordedLine;
import io.huidu.analyzer.recording.RecordingJson;
import io.huidu.analyzer.recording.UnreadableLineException;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges what a running analyzer has recorded. By the recorded plan each judgement has to come out as it was told, to the
 * last bit; by another plan it is seen what would have come of that.
 */
final class RecordingJudge {

    private final Judging judging;
    private final RecordingJson json = new RecordingJson();

    RecordingJudge(Judging judging) {
        this.judging = judging;
    }

    /** Judges up to the first line that can't be read: a gap would make another verdict of the rest. */
    Result judge(List<NumberedLine> lines) {
        List<RecordedLine> recorded = new ArrayList<>();
        for (NumberedLine line : lines) {
            try {
                recorded.add(json.read(line.text()));
            } catch (UnreadableLineException e) {
                return new Result(outcome(recorded), List.of(line.problem(String.valueOf(e.getMessage()))));
            }
        }
        return new Result(outcome(recorded), List.of());
    }

    private Optional<Outcome> outcome(List<RecordedLine> lines) {
        return !lines.isEmpty() && lines.getFirst() instanceof RecordedLine.Begun begun
                ? Optional.of(outcome(begun, lines.subList(1, lines.size())))
                : Optional.empty();
    }

    private Outcome outcome(RecordedLine.Begun begun, List<RecordedLine> lines) {
        AnalysisPlan recorded = begun.request().plan();
        AnalysisPlan plan = judging.plan(recorded, length(begun.request(), lines));
        AnalysisRequested first = by(plan, begun.request());
        Replay replay = new Replay(first, begun.baselineBefore(), judging::judge);
        Course course = new Course();
        Outcome.Replayed replayed = Outcome.Replayed.NONE;
        for (RecordedLine line : lines) {
            switch (line) {
                case RecordedLine.Asked asked -> replay.ask(by(plan, asked.request()));
                case RecordedLine.Judged judged -> {
                    Judgement now = replay.look(judged.counted());
                    course.add(now);
                    replayed = replayed.plus(judged.judgement(), now);
                }
                case RecordedLine.Begun another ->
                    throw new IllegalArgumentException("recording: got a beginning, expected it in the first line");
            }
        }
        return course.outcome(
                "%s %s".formatted(first.release(), first.releaseId()),
                Optional.empty(),
                judging.equals(Judging.AS_USUAL) ? Optional.of(replayed) : Optional.empty());
    }

    private static Duration length(AnalysisRequested request, List<RecordedLine> lines) {
        Instant start = request.exposures().getFirst().from();
        Instant end = start.plus(request.plan().interval());
        for (RecordedLine line : lines) {
            if (line instanceof RecordedLine.Judged judged) {
                end = judged.counted().window().end();
            }
        }
        return Duration.between(start, end);
    }

    private static AnalysisRequested by(AnalysisPlan plan, AnalysisRequested recorded) {
        return new AnalysisRequested(
                recorded.release(),
                recorded.releaseId(),
                recorded.requestId(),
                recorded.baseline(),
                recorded.canary(),
                recorded.exposures(),
                recorded.nextWeight(),
                plan);
    }
}
