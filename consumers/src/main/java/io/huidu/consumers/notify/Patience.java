package io.huidu.consumers.notify;

import io.huidu.consumers.notify.channel.Outcome;
import java.time.Duration;

/** How long a channel waits between two tries: a second, then twice as long each time, or as long as it was asked to. */
final class Patience {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

    private Patience() {}

    /** @param tries how many there were */
    static Duration before(Outcome.Postponed postponed, int tries) {
        Duration own = FIRST.multipliedBy(1L << Math.min(tries - 1, 10));
        return postponed
                .after()
                .map(asked -> shorter(longer(asked, own), LONGEST_ASKED))
                .orElse(shorter(own, LONGEST));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
