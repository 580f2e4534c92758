package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import java.time.Instant;

/** A condition in the shape that Kubernetes asks for. */
public record Condition(
        Type type, State state, Reason reason, String message, Instant lastTransition, long observedGeneration) {

    /** What it speaks of. */
    public enum Type {
        /** The spec has no problems. */
        VALID,
        /** A release is going on. */
        PROGRESSING,
        /** Usable data and verdicts are coming in. */
        ANALYZING,
        /** The route shows the weight that was asked for. */
        TRAFFIC_APPLIED,
        /** The desired version serves. */
        SUCCEEDED
    }

    /** Whether it holds. */
    public enum State {
        TRUE,
        FALSE,
        UNKNOWN
    }
}
