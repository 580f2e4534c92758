package io.huidu.events;

import java.time.Instant;

/**
 * One step of a release as the analyzer has to see it.
 *
 * @param step index in the release's list of steps, from 0
 * @param weight what the canary is asked to receive
 * @param from when the route was first observed at that weight
 * @param warmUntil until then the canary's pods are cold, and their intervals are no evidence
 */
public record Exposure(int step, Weight weight, Instant from, Instant warmUntil) {

    public Exposure {
        Require.that(step >= 0, "exposure.step", step, "0 or more");
    }
}
