package io.huidu.e2e.demo;

import io.huidu.e2e.world.load.UserCounts;
import io.huidu.events.Judgement;
import io.huidu.events.Weight;
import java.time.Duration;
import java.util.Optional;

/**
 * One step of a release, as users saw it and as it was judged.
 *
 * @param asked what the desired version was to receive
 * @param toB whether the desired version is the one that answers with picture B
 * @param users what users saw while the route was as asked
 * @param judgement the last one before the step ended
 */
record StepResult(Weight asked, boolean toB, Duration lasted, UserCounts users, Optional<Judgement> judgement) {

    /** From how many requests on the share of a step is held to its weight. */
    static final long ENOUGH = 1_000;

    /** How far the share may be from the weight, as a fraction. */
    static final double TOLERANCE = 0.03;

    /** The share of the desired version's answers, 0 to 1. */
    double share() {
        return toB ? users.shareOfB() : 1 - users.shareOfB();
    }

    /** With a later judgement, if it is still one on this step. */
    StepResult judged(Optional<Judgement> later) {
        return new StepResult(
                asked, toB, lasted, users, later.filter(this::isOnThisStep).or(() -> judgement));
    }

    private boolean isOnThisStep(Judgement later) {
        return judgement.filter(j -> j.requestId().equals(later.requestId())).isPresent();
    }

    /** Whether users saw what was asked, within the tolerance, as far as that can be told. */
    boolean isAsAsked() {
        return users.requests() < ENOUGH || Math.abs(share() - asked.fraction()) <= TOLERANCE;
    }
}
