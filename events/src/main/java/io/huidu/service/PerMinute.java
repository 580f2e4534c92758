package io.huidu.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets some through in a minute and no more, so that a flood of one thing doesn't become one of another. Thread-safe. */
public final class PerMinute {

    /** What becomes of one more. */
    public enum Passage {
        THROUGH,
        /** The first one that is held back: worth a word. */
        FIRST_HELD,
        HELD
    }

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int most;
    private final InstantSource clock;
    private Instant since = Instant.EPOCH;
    private int asked;

    public PerMinute(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** One more. */
    public synchronized Passage next() {
        Instant now = clock.instant();
        if (!now.isBefore(since.plus(MINUTE))) {
            since = now;
            asked = 0;
        }
        asked = Math.min(asked, most + 1) + 1;
        if (asked <= most) {
            return Passage.THROUGH;
        }
        return asked == most + 1 ? Passage.FIRST_HELD : Passage.HELD;
    }
}
