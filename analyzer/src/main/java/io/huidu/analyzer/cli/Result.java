package io.huidu.analyzer.cli;

import java.util.List;
import java.util.Optional;

/**
 * What came of a piece.
 *
 * @param outcome empty when it couldn't be judged
 * @param problems of its lines, with their places
 */
record Result(Optional<Outcome> outcome, List<String> problems) {

    Result {
        problems = List.copyOf(problems);
    }

    static Result of(Outcome outcome) {
        return new Result(Optional.of(outcome), List.of());
    }

    static Result unusable(List<String> problems) {
        return new Result(Optional.empty(), problems);
    }
}
