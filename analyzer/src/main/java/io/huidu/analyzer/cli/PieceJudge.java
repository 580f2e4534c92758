package io.huidu.analyzer.cli;

import java.util.List;

/** Judges one piece; safe for use by several threads. */
final class PieceJudge {

    private final CaseJudge cases;
    private final RecordingJudge recordings;

    PieceJudge(Judging judging) {
        this.cases = new CaseJudge(judging);
        this.recordings = new RecordingJudge(judging);
    }

    Result judge(Piece piece) {
        return switch (piece) {
            case Piece.OfCase ofCase -> judge(ofCase.lines(), cases::judge);
            case Piece.OfRecording recording -> judge(recording.lines(), recordings::judge);
            case Piece.Unusable unusable -> Result.unusable(List.of(unusable.problem()));
        };
    }

    private interface Judges {
        Result judge(List<NumberedLine> lines);
    }

    /** What nobody foresaw costs this piece, and no other. */
    private static Result judge(List<NumberedLine> lines, Judges judges) {
        try {
            return judges.judge(lines);
        } catch (RuntimeException e) {
            return Result.unusable(List.of(lines.getFirst().problem("what begins here can't be judged: " + e)));
        }
    }
}
