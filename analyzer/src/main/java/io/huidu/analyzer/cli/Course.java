package io.huidu.analyzer.cli;

import io.huidu.events.Judgement;
import io.huidu.events.Verdict;
import java.util.Optional;

/**
 * The judgements of a release, one after the other. A promotion doesn't end a release before its last step, and evidence
 * runs on across steps; so a rollback at any interval is one, and only a release without counts as promoted where it
 * could have gone on first.
 */
final class Course {

    private Optional<Judgement> rollback = Optional.empty();
    private Optional<Judgement> promotion = Optional.empty();
    private Optional<Judgement> last = Optional.empty();

    void add(Judgement judgement) {
        last = Optional.of(judgement);
        if (judgement.verdict() == Verdict.ROLL_BACK) {
            rollback = rollback.or(() -> last);
        } else if (judgement.verdict() == Verdict.PROMOTE) {
            promotion = promotion.or(() -> last);
        }
    }

    boolean isRolledBack() {
        return rollback.isPresent();
    }

    Outcome outcome(String name, Optional<String> label, Optional<Outcome.Replayed> replayed) {
        if (rollback.isPresent()) {
            return new Outcome(name, label, Outcome.Ending.ROLLBACK, rollback, replayed);
        }
        return promotion.isPresent()
                ? new Outcome(name, label, Outcome.Ending.PROMOTE, promotion, replayed)
                : new Outcome(name, label, Outcome.Ending.INCONCLUSIVE, last, replayed);
    }
}
