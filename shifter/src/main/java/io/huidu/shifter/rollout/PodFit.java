package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.CapacitySettings.Mode;
import io.huidu.shifter.rollout.WorkloadChange.Exactly;
import io.huidu.shifter.route.Headcount;
import java.util.Optional;

/**
 * Whether the canary's pods fit a weight that is a share of pods: none too few, and none too many.
 *
 * @param weight between nothing and everything
 * @param mode whether the shifter sees to it; where others do, too few pods are theirs to know, too many are not
 */
record PodFit(Workload.Present stable, Workload.Present canary, Weight weight, Mode mode) {

    /** What keeps the weight from being written. */
    Optional<Obstacle> misfit() {
        return switch (mode) {
            case AS_NEEDED -> impossible().or(this::otherNumber).or(this::tooManyReady);
            case AS_IS -> tooManyReady();
        };
    }

    /**
     * What brings the canary its pods; empty when it has them, when they were asked for before, when more of them would
     * have too few of the stable version beside them, and when it isn't known how many there are.
     */
    Optional<WorkloadChange> change() {
        boolean isOther = mode == Mode.AS_NEEDED && most() > 0 && wanted() != reachable();
        boolean isAskedFor =
                canary.notes().capacity().filter(note -> note.floor() == most()).isPresent();
        boolean isSafe = wanted() > reachable() || stable.isReady();
        boolean isKnown = !stable.notes().equals(Workload.Notes.UNKNOWN)
                && !canary.notes().equals(Workload.Notes.UNKNOWN);
        return isKnown && isOther && !isAskedFor && isSafe
                ? Optional.of(new Exactly(canary.name(), most()))
                : Optional.empty();
    }

    private Optional<Obstacle> impossible() {
        int whole = stable.pods().wanted();
        return most() > 0
                ? Optional.empty()
                : tooLarge(
                        "%s can't be given by pods: one of Deployment %s beside %d of %s gets %s; ask for %s or more, or give %s %d replicas"
                                .formatted(
                                        weight,
                                        canary.name(),
                                        whole,
                                        stable.name(),
                                        new Headcount(whole, 1).share(),
                                        Headcount.least(whole),
                                        stable.name(),
                                        Headcount.beside(weight)));
    }

    private Optional<Obstacle> otherNumber() {
        Reason reason = wanted() < reachable() ? Reason.SCALING_UP : Reason.SHARE_TOO_LARGE;
        return wanted() == reachable()
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        reason,
                        "Deployment %s: got %d replicas, expected %d for a share of %s"
                                .formatted(canary.name(), wanted(), reachable(), weight)));
    }

    private Optional<Obstacle> tooManyReady() {
        Headcount ready = new Headcount(stable.pods().ready(), canary.pods().ready());
        return ready.isWithin(weight)
                ? Optional.empty()
                : tooLarge("got %d ready pods of Deployment %s beside %d of %s, which get %s, expected no more than %s"
                        .formatted(
                                ready.canary(), canary.name(), ready.stable(), stable.name(), ready.share(), weight));
    }

    private static Optional<Obstacle> tooLarge(String message) {
        return Optional.of(new Obstacle(Reason.SHARE_TOO_LARGE, message));
    }

    private int most() {
        return Headcount.most(stable.pods().wanted(), weight);
    }

    /** An autoscaler's maximum is somebody's decision: with less than needed, what it allows has to do. */
    private int reachable() {
        return canary.notes()
                .capacity()
                .map(note -> Math.min(most(), note.most()))
                .orElse(most());
    }

    private int wanted() {
        return canary.pods().wanted();
    }
}
