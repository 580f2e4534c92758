package io.huidu.e2e.demo;

import io.huidu.events.Judgement;
import io.huidu.events.Weight;
import java.time.Instant;
import java.util.Optional;

/**
 * The release and its users at one moment.
 *
 * @param releases how many releases have begun
 * @param release the id of the one that runs; empty when none does
 * @param asked what the desired version is to receive
 * @param steady whether the route was seen as asked, so that users see the step
 * @param observed the weight that the route gives it
 * @param reason why things are as they are, in one word
 * @param message the same in a sentence
 * @param ending how the last release ended; empty while one runs
 * @param seen of the service since it began
 * @param judgement the latest of the running release
 */
record Glimpse(
        Instant at,
        long releases,
        Optional<String> release,
        Portion asked,
        boolean steady,
        Optional<Weight> observed,
        String reason,
        String message,
        Optional<Ending> ending,
        Seen seen,
        Optional<Judgement> judgement) {

    /** How a release can end. */
    enum Ending {
        PROMOTED("promoted"),
        ROLLED_BACK("rolled back"),
        ABORTED("aborted");

        private final String words;

        Ending(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** The same, seen at another time. */
    Glimpse at(Instant time) {
        return new Glimpse(time, releases, release, asked, steady, observed, reason, message, ending, seen, judgement);
    }
}
