package io.huidu.e2e.demo;

import io.huidu.e2e.world.load.UserCounts;
import io.huidu.events.Judgement;
import java.time.Duration;
import java.util.Optional;

/**
 * One step of a release, as users saw it and as it was judged.
 *
 * @param asked what the desired version was to receive
 * @param toB whether the desired version is the one that answers with picture B
 * @param seen while the route was as asked
 * @param judgement the last one before the step ended
 */
record StepResult(Portion asked, boolean toB, Duration lasted, Seen seen, Optional<Judgement> judgement) {

    /** From how many requests on the share of a step is held to its weight. */
    static final long ENOUGH = 1_000;

    /** How far the share may be from the weight, as a fraction. */
    static final double TOLERANCE = 0.03;

    /** Copies are counted by Prometheus, which is behind by up to two scrapes at each end. */
    static final double LEAST_COPIES = 0.5;

    /** The share of the desired version's answers to users, 0 to 1. */
    double share() {
        return share(seen.users());
    }

    /** The same of the testers. */
    double shareOfTesters() {
        return share(seen.testers());
    }

    private double share(UserCounts counts) {
        return toB ? counts.shareOfB() : 1 - counts.shareOfB();
    }

    /** With a later judgement, if it is still one on this step. */
    StepResult judged(Optional<Judgement> later) {
        return new StepResult(
                asked, toB, lasted, seen, later.filter(this::isOnThisStep).or(() -> judgement));
    }

    private boolean isOnThisStep(Judgement later) {
        return judgement.filter(j -> j.requestId().equals(later.requestId())).isPresent();
    }

    /** Whether users saw what was asked, within the tolerance, as far as that can be told. */
    boolean isAsAsked() {
        return areUsersAsAsked() && areTestersAsAsked() && areCopiesAsAsked();
    }

    private boolean areUsersAsAsked() {
        return seen.users().requests() < ENOUGH
                || Math.abs(share() - asked.weight().fraction()) <= TOLERANCE;
    }

    private boolean areTestersAsAsked() {
        return !asked.testers() || shareOfTesters() == 1;
    }

    private boolean areCopiesAsAsked() {
        double expected = seen.users().requests() * asked.mirror().fraction();
        return !asked.isMirrored() || seen.copies() >= LEAST_COPIES * expected;
    }
}
