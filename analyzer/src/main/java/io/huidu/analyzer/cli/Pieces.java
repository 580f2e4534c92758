package io.huidu.analyzer.cli;

import io.huidu.analyzer.recording.MeasuredJson;
import io.huidu.analyzer.recording.RecordingJson;
import io.huidu.analyzer.recording.UnreadableLineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a file apart, holding one piece at a time, and the names of all cases. The file is one of cases or of recordings;
 * its first line tells which.
 *
 * <p>A line whose case can't be told is given to the case before it, which isn't whole without it.
 */
final class Pieces {

    /** A file with that many such lines is another kind of file. */
    private static final int MOST_STRAYS = 100;

    private final LineReader reader;
    private final boolean isRecording;
    private final Set<String> seen = new HashSet<>();
    private Optional<NumberedLine> ahead;
    private int strays;

    Pieces(LineReader reader) throws IOException {
        this.reader = reader;
        this.ahead = reader.next();
        this.isRecording = ahead.filter(Pieces::begins).isPresent();
    }

    /**
     * The next piece; empty at the end.
     *
     * @throws IOException when there is no reading on; the message says where
     */
    Optional<Piece> next() throws IOException {
        if (ahead.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(isRecording ? recording(ahead.get()) : ofCase(ahead.get()));
    }

    private Piece recording(NumberedLine first) throws IOException {
        List<NumberedLine> lines = new ArrayList<>(List.of(first));
        while (advance() && !begins(ahead.orElseThrow())) {
            lines.add(ahead.orElseThrow());
        }
        return new Piece.OfRecording(lines);
    }

    private Piece ofCase(NumberedLine first) throws IOException {
        Optional<String> name = caseOf(first);
        List<NumberedLine> lines = new ArrayList<>(List.of(first));
        while (advance() && belongs(ahead.orElseThrow(), name)) {
            lines.add(ahead.orElseThrow());
        }
        boolean isNew = name.isEmpty() || seen.add(name.get());
        return isNew
                ? new Piece.OfCase(lines)
                : new Piece.Unusable(first.problem("case: got '%s' again, expected all its lines to follow one another"
                        .formatted(name.orElseThrow())));
    }

    private boolean advance() throws IOException {
        ahead = reader.next();
        return ahead.isPresent();
    }

    private boolean belongs(NumberedLine line, Optional<String> name) throws IOException {
        Optional<String> its = caseOf(line);
        return its.isEmpty() || its.equals(name);
    }

    private Optional<String> caseOf(NumberedLine line) throws IOException {
        try {
            return Optional.of(MeasuredJson.caseOf(line.text()));
        } catch (UnreadableLineException e) {
            strays++;
            if (strays > MOST_STRAYS) {
                throw new IOException(
                        line.problem("more than %d lines of no case, the rest isn't read: %s"
                                .formatted(MOST_STRAYS, e.getMessage())),
                        e);
            }
            return Optional.empty();
        }
    }

    private static boolean begins(NumberedLine line) {
        return RecordingJson.begins(line.text());
    }
}
