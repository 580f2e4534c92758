package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import java.time.Instant;

/**
 * What keeps a release from going on.
 *
 * @param kind which deadline applies
 * @param reason what it is; may change while the kind stays
 * @param since when this kind of hold began; deadlines count from here
 */
public record Held(Kind kind, Reason reason, Instant since) {

    /** Which deadline applies. */
    public enum Kind {
        /** Workload, route or spec: {@link Safety#progressDeadline()}. */
        OBSTACLE,
        /** No usable data: {@link Safety#noDataDeadline()}. */
        SILENCE,
        /** Data, but no verdict until {@link Safety#progressDeadline()}, and the policy is to hold. */
        INCONCLUSIVE,
        /** The route gave more than was asked for and is being taken back: no deadline. */
        EXCESS,
        /** A person holds it: no deadline. */
        PAUSE
    }
}
