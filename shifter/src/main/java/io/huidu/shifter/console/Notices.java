package io.huidu.shifter.console;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What somebody who looks at the console should know of it, in sentences. */
final class Notices {

    private final Supplier<Optional<String>> kafka;
    private final Supplier<Optional<String>> board;
    private final Supplier<Boolean> readingBack;

    Notices(Supplier<Optional<String>> kafka, Supplier<Optional<String>> board, Supplier<Boolean> readingBack) {
        this.kafka = kafka;
        this.board = board;
        this.readingBack = readingBack;
    }

    /** What can't be seen now. */
    List<String> now() {
        return Stream.of(
                        board.get(),
                        kafka.get()
                                .map(problem ->
                                        "What is measured, and what happened, can't be followed now: " + problem),
                        kafka.get().isEmpty() && readingBack.get()
                                ? Optional.of("What happened before is still being read.")
                                : Optional.<String>empty())
                .flatMap(Optional::stream)
                .toList();
    }
}
