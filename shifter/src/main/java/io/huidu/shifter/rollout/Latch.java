package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps a version that was rolled back from being tried again by itself.
 *
 * @param version which
 * @param revision of its workload: another build is another matter
 * @param config what its pods read: other content is another matter, too
 * @param retry the retry wish when it was rolled back: another value is another try
 */
public record Latch(
        String version,
        String revision,
        Config config,
        Optional<String> retry,
        Reason reason,
        String message,
        Instant at) {

    /** Whether this is what was rolled back. */
    boolean holds(Workload.Present workload) {
        return workload.revision().equals(revision)
                && config.change(workload.config()).isEmpty();
    }
}
