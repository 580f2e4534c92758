package io.huidu.shifter.rollout;

import io.huidu.events.Weight;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.util.Optional;

/**
 * One step of a release.
 *
 * @param routing what the desired version receives
 * @param minDuration how long the step lasts at least
 * @param exit what has to happen besides a promote verdict before the step ends
 * @param pause with {@link Exit#ON_RESUME}: after how long the step ends without a resume; empty for never
 * @param analysis how the versions are compared in this step; empty for as in all others
 */
public record Step(
        Routing routing,
        Duration minDuration,
        Exit exit,
        Optional<Duration> pause,
        Optional<AnalysisSettings> analysis) {

    /** What has to happen besides a promote verdict before a step ends. */
    public enum Exit {
        /** Nothing: the verdict suffices. */
        ON_VERDICT,
        /** A person resumes it, or its time is over: {@code pause}. */
        ON_RESUME,
        /** Somebody approves it: {@code gate: approval}. */
        ON_APPROVAL
    }

    public Step {
        Check.that(!routing.equals(Routing.NOTHING), "step.weight", routing, "1 to 100 percent, a match or a mirror");
        Check.that(!minDuration.isNegative(), "step.minDuration", minDuration, "0s or more");
        Check.that(
                routing.isPlain() || !routing.weight().equals(Weight.ALL),
                "step.weight",
                routing,
                "nothing beside 100");
    }

    /** A weight and nothing else. */
    public Step(Weight weight, Duration minDuration, Exit exit) {
        this(Routing.of(weight), minDuration, exit, Optional.empty(), Optional.empty());
    }

    public Weight weight() {
        return routing.weight();
    }
}
