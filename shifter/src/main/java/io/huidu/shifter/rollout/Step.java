package io.huidu.shifter.rollout;

import io.huidu.events.Weight;
import java.time.Duration;

/**
 * One step of a release.
 *
 * @param weight what the desired version receives
 * @param minDuration how long the step lasts at least
 * @param exit what has to happen besides a promote verdict before the step ends
 */
public record Step(Weight weight, Duration minDuration, Exit exit) {

    /** What has to happen besides a promote verdict before a step ends. */
    public enum Exit {
        /** Nothing: the verdict suffices. */
        ON_VERDICT,
        /** A person resumes it: {@code pause: {}}. */
        ON_RESUME
    }

    public Step {
        Check.that(weight.isAbove(Weight.ZERO), "step.weight", weight, "1 to 100 percent");
        Check.that(!minDuration.isNegative(), "step.minDuration", minDuration, "0s or more");
    }
}
