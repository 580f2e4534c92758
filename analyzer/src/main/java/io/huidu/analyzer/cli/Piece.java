package io.huidu.analyzer.cli;

import java.util.List;

/** What is judged as one: consecutive lines of a file. */
sealed interface Piece {

    /**
     * A case.
     *
     * @param lines not empty
     */
    record OfCase(List<NumberedLine> lines) implements Piece {}

    /**
     * The evidence of a release from its beginning, as it was recorded.
     *
     * @param lines not empty
     */
    record OfRecording(List<NumberedLine> lines) implements Piece {}

    /** Lines that can't be judged, and why not. */
    record Unusable(String problem) implements Piece {}
}
