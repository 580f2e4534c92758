package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import java.time.Instant;
import java.util.Optional;

/** A Deployment as it was seen. */
public sealed interface Workload {

    /** There is none of that name. */
    record Absent(String name) implements Workload {}

    /**
     * It is there.
     *
     * @param wanted replicas asked for
     * @param ready replicas of the current pod template that are ready
     * @param revision a hash of the pod template: another build, another revision
     * @param readySince since when the newest ready pod has been ready; empty without one
     * @param trouble what keeps it from being ready; empty when nothing does, or nobody knows
     */
    record Present(
            String name,
            int wanted,
            int ready,
            String revision,
            Optional<Instant> readySince,
            Optional<Trouble> trouble)
            implements Workload {

        boolean isReady() {
            return wanted > 0 && ready >= wanted;
        }
    }

    /**
     * What keeps pods from being ready.
     *
     * @param message in the words of whoever met with it: the container, the scheduler, the API server
     */
    record Trouble(Reason reason, String message) {}
}
