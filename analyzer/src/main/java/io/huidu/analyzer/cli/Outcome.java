package io.huidu.analyzer.cli;

import io.huidu.events.Judgement;
import java.util.Optional;

/**
 * How a release came out.
 *
 * @param name of the case or the release
 * @param label what is known of it
 * @param judgement the one that decided, or the last one when none did; empty when there was none at all
 * @param replayed how the judgements compare to recorded ones; empty when they aren't to be compared
 */
record Outcome(
        String name,
        Optional<String> label,
        Ending ending,
        Optional<Judgement> judgement,
        Optional<Replayed> replayed) {

    /** The number of the interval that decided, from 1; empty when none did. */
    Optional<Long> interval() {
        return ending == Ending.INCONCLUSIVE ? Optional.empty() : judgement.map(Judgement::interval);
    }

    enum Ending {
        ROLLBACK("rollback"),
        PROMOTE("promote"),
        INCONCLUSIVE("inconclusive");

        private final String text;

        Ending(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * @param same how many judgements were the same to the last bit
     * @param of how many there were
     * @param firstDifference the number of the first interval with another judgement
     */
    record Replayed(long same, long of, Optional<Long> firstDifference) {

        static final Replayed NONE = new Replayed(0, 0, Optional.empty());

        Replayed plus(Judgement recorded, Judgement now) {
            boolean isSame = recorded.equals(now);
            return new Replayed(
                    same + (isSame ? 1 : 0),
                    of + 1,
                    isSame ? firstDifference : firstDifference.or(() -> Optional.of(recorded.interval())));
        }

        boolean isSame() {
            return same == of;
        }
    }
}
