package io.huidu.shifter.rollout;

import io.huidu.events.Exposure;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A release that runs.
 *
 * @param run what is fixed for the whole of it
 * @param asked what its version is to receive: above {@link #settled()} while a rise is recorded and not yet observed, 0
 *     while it goes back
 * @param askedAt when that was recorded
 * @param request what the analyzer is asked now
 * @param exposures the steps whose weight was observed, oldest first
 * @param progressSince from when the progress deadline of the step counts
 * @param held what keeps it from going on
 * @param ending why it goes back; once set, it does
 */
public record Release(
        Run run,
        Weight asked,
        Instant askedAt,
        Request request,
        List<Exposure> exposures,
        Instant progressSince,
        Optional<Held> held,
        Optional<Ending> ending) {

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

    /** The last weight that was observed as asked: what the route must show while no rise is on its way. */
    public Weight settled() {
        return exposures.isEmpty() ? Weight.ZERO : exposures.getLast().weight();
    }

    /** Whether a rise is recorded that hasn't been observed yet. */
    public boolean isRising() {
        return asked.isAbove(settled());
    }

    /** The current step, from 0: the one on its way while the weight is rising. */
    public int step() {
        return isRising() ? exposures.size() : Math.max(0, exposures.size() - 1);
    }

    Release asking(Weight weight, Instant now) {
        return new Release(run, weight, now, request, exposures, progressSince, held, ending);
    }

    Release asking(Request newRequest) {
        return new Release(run, settled(), askedAt, newRequest, exposures, progressSince, held, ending);
    }

    Release exposed(Exposure exposure, Request newRequest) {
        List<Exposure> longer = new ArrayList<>(exposures);
        longer.add(exposure);
        return new Release(run, asked, askedAt, newRequest, longer, exposure.from(), Optional.empty(), ending);
    }

    /** The same hold goes on, or another begins. */
    Release heldBy(Held.Kind kind, Reason reason, Instant now) {
        Instant since = heldSince(kind, reason).orElse(now);
        return new Release(
                run,
                asked,
                askedAt,
                request,
                exposures,
                progressSince,
                Optional.of(new Held(kind, reason, since)),
                ending);
    }

    /** Nothing keeps it any more. */
    Release free(Instant now) {
        return new Release(run, asked, askedAt, request, exposures, progressSince(now), Optional.empty(), ending);
    }

    /** From when the progress deadline counts: time without data or in a person's hands is no time without progress. */
    Instant progressSince(Instant now) {
        boolean clockStands = held.filter(h -> h.kind() == Held.Kind.SILENCE || h.reason() == Reason.PAUSED)
                .isPresent();
        return clockStands ? now : progressSince;
    }

    Release ending(Ending why) {
        return new Release(
                run, Weight.ZERO, askedAt, request, exposures, progressSince, Optional.empty(), Optional.of(why));
    }

    /** Since when it has been kept in this way. One silence may have several reasons in turn, an obstacle is one. */
    Optional<Instant> heldSince(Held.Kind kind, Reason reason) {
        return held.filter(h -> h.kind() == kind)
                .filter(h -> kind == Held.Kind.SILENCE || Obstacle.isOne(h.reason(), reason))
                .map(Held::since);
    }
}
