package io.huidu.events;

import java.util.Optional;

/**
 * A release at the moment of a change.
 *
 * @param releaseId the run of the release
 * @param from the version that served before
 * @param to the version that is to serve
 * @param step the current step, from 0
 * @param steps how many steps there are
 * @param weightAsked what {@code to} is to receive
 * @param weightObserved what the route gives it; empty when the route can't be read
 * @param reason why, in one word
 * @param message why, in one sentence for people
 * @param judgement the verdict that led to it; empty when none did
 * @param image what {@code to} runs; empty when it can't be seen, and where it was written before there was this
 */
public record ReleaseState(
        ReleaseKey release,
        String releaseId,
        String from,
        String to,
        int step,
        int steps,
        Weight weightAsked,
        Optional<Weight> weightObserved,
        ReasonWord reason,
        String message,
        Optional<Judgement> judgement,
        Optional<String> image) {

    /** A state of which nobody can see the image. */
    public ReleaseState(
            ReleaseKey release,
            String releaseId,
            String from,
            String to,
            int step,
            int steps,
            Weight weightAsked,
            Optional<Weight> weightObserved,
            ReasonWord reason,
            String message,
            Optional<Judgement> judgement) {
        this(
                release,
                releaseId,
                from,
                to,
                step,
                steps,
                weightAsked,
                weightObserved,
                reason,
                message,
                judgement,
                Optional.empty());
    }

    public ReleaseState {
        Require.notBlank("releaseId", releaseId);
        Require.notBlank("from", from);
        Require.notBlank("to", to);
        Require.that(step >= 0, "step", step, "0 or more");
        Require.that(steps >= 0, "steps", steps, "0 or more");
    }
}
