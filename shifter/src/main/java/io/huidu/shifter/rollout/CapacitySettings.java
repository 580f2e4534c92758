package io.huidu.shifter.rollout;

import java.time.Duration;

/**
 * How many pods the two versions have.
 *
 * @param mode whether the shifter sees to it
 * @param succeeded what becomes of the version that served before
 * @param failed what becomes of the version that was rolled back or aborted
 */
public record CapacitySettings(Mode mode, Afterwards succeeded, Afterwards failed) {

    public static final Duration DEFAULT_DELAY = Duration.ofMinutes(30);

    public static final CapacitySettings DEFAULT = new CapacitySettings(
            Mode.AS_NEEDED, new Afterwards(Idle.KEEP, DEFAULT_DELAY), new Afterwards(Idle.KEEP, DEFAULT_DELAY));

    /** Whether the shifter sees to the number of pods. */
    public enum Mode {
        /** The desired version gets the pods that its next weight needs, the other one keeps those that it has. */
        AS_NEEDED,
        /** Others see to it. */
        AS_IS
    }

    /** What becomes of the version that doesn't serve. */
    public enum Idle {
        KEEP,
        SCALE_TO_ZERO
    }

    /**
     * What happens after a release.
     *
     * @param delay how long the idle version keeps what it has, and not shorter than a way back is open
     */
    public record Afterwards(Idle idle, Duration delay) {
        public Afterwards {
            Check.that(!delay.isNegative(), "after.delay", delay, "0s or more");
        }
    }
}
