package io.huidu.consumers.listen;

import io.huidu.events.EventType;
import java.util.Optional;

/** How a release can end. */
enum Ending {
    PROMOTED("promoted"),
    ROLLED_BACK("rolled back"),
    ABORTED("aborted");

    private final String words;

    Ending(String words) {
        this.words = words;
    }

    /** The end that an event tells of; empty for an event in the middle of a story. */
    static Optional<Ending> of(EventType type) {
        return switch (type) {
            case RELEASE_PROMOTED -> Optional.of(PROMOTED);
            case RELEASE_ROLLED_BACK -> Optional.of(ROLLED_BACK);
            case RELEASE_ABORTED -> Optional.of(ABORTED);
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
