package io.huidu.shifter.rollout;

import io.huidu.events.Exposure;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A release that runs.
 *
 * @param run what is fixed for the whole of it
 * @param target what its version is to receive: not {@link #reached()} while a step is recorded and not yet observed,
 *     {@link Stage#NONE} while it goes back
 * @param askedAt when that was recorded
 * @param request what the analyzer is asked now
 * @param reached the last step that was observed as asked: what the route must show while no other is on its way
 * @param exposures the steps that were observed, oldest first
 * @param progressSince from when the progress deadline of the step counts
 * @param held what keeps it from going on
 * @param ending why it goes back; once set, it does
 */
public record Release(
        Run run,
        Stage target,
        Instant askedAt,
        Request request,
        Stage reached,
        List<Exposure> exposures,
        Instant progressSince,
        Optional<Held> held,
        Optional<Ending> ending) {

    /** In whose hands no time passes. */
    private static final Set<Reason> STANDS =
            Set.of(Reason.PAUSED, Reason.FROZEN, Reason.FREEZE_WINDOW, Reason.WEIGHT_SET);

    /**
     * What the analyzer is asked.
     *
     * @param id {@code <release>/<step>}, and {@code .<revision>} once the settings have changed in mid-step
     * @param settings fingerprint of everything else in it, so that a verdict on other settings is never taken
     */
    public record Request(String id, int revision, String settings) {}

    public Release {
        exposures = List.copyOf(exposures);
    }

    /** The weight of {@link #target()}. */
    public Weight asked() {
        return target.weight();
    }

    /** The weight of {@link #reached()}. */
    public Weight settled() {
        return reached.weight();
    }

    /** Whether a step is recorded that hasn't been observed yet. */
    public boolean isRising() {
        return ending.isEmpty() && !target.equals(reached);
    }

    /** The current step, from 0: the one on its way while there is one. */
    public int step() {
        return isRising() ? exposures.size() : Math.max(0, exposures.size() - 1);
    }

    Release asking(Stage next, Instant now) {
        return new Release(run, next, now, request, reached, exposures, progressSince, held, ending);
    }

    Release asking(Request newRequest) {
        return new Release(run, reached, askedAt, newRequest, reached, exposures, progressSince, held, ending);
    }

    Release exposed(Exposure exposure, Request newRequest) {
        List<Exposure> longer = new ArrayList<>(exposures);
        longer.add(exposure);
        return new Release(run, target, askedAt, newRequest, target, longer, exposure.from(), Optional.empty(), ending);
    }

    /** The same hold goes on, or another begins. */
    Release heldBy(Held.Kind kind, Reason reason, Instant now) {
        Instant since = heldSince(kind, reason).orElse(now);
        return new Release(
                run,
                target,
                askedAt,
                request,
                reached,
                exposures,
                progressSince,
                Optional.of(new Held(kind, reason, since)),
                ending);
    }

    /** Nothing keeps it any more. */
    Release free(Instant now) {
        return new Release(
                run, target, askedAt, request, reached, exposures, progressSince(now), Optional.empty(), ending);
    }

    /** From when the progress deadline counts: time without data or in a person's hands is no time without progress. */
    Instant progressSince(Instant now) {
        boolean clockStands = held.filter(h -> h.kind() == Held.Kind.SILENCE || STANDS.contains(h.reason()))
                .isPresent();
        return clockStands ? now : progressSince;
    }

    Release ending(Ending why) {
        return new Release(
                run,
                Stage.NONE,
                askedAt,
                request,
                reached,
                exposures,
                progressSince,
                Optional.empty(),
                Optional.of(why));
    }

    /** Since when it has been kept in this way. One silence may have several reasons in turn, an obstacle is one. */
    Optional<Instant> heldSince(Held.Kind kind, Reason reason) {
        return held.filter(h -> h.kind() == kind)
                .filter(h -> kind == Held.Kind.SILENCE || Obstacle.isOne(h.reason(), reason))
                .map(Held::since);
    }
}
