package io.huidu.events;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.time.Instant;

/**
 * One step of a release as the analyzer has to see it.
 *
 * @param step index in the release's list of steps, from 0
 * @param weight what the canary is asked to receive
 * @param from when the route was first observed at that weight
 * @param warmUntil until then the canary's pods are cold, and their intervals are no evidence
 * @param share whether the weight says what share of the requests is the canary's; in JSON it may be absent, and then it
 *     does
 */
public record Exposure(
        int step,
        Weight weight,
        Instant from,
        Instant warmUntil,
        @JacksonInject(useInput = OptBoolean.TRUE) Share share) {

    /** What the canary's share of the requests follows. */
    public enum Share {
        /** The weight alone. */
        @JsonProperty("by-weight")
        BY_WEIGHT,
        /** The weight, and those whom an earlier one sent there and who stay: it may be more, but not less. */
        @JsonProperty("at-least")
        AT_LEAST,
        /** Matched or mirrored requests come on top: no share is expected. */
        @JsonProperty("otherwise")
        OTHERWISE
    }

    public Exposure {
        Require.that(step >= 0, "exposure.step", step, "0 or more");
    }

    /** A step by weight alone. */
    public Exposure(int step, Weight weight, Instant from, Instant warmUntil) {
        this(step, weight, from, warmUntil, Share.BY_WEIGHT);
    }
}
