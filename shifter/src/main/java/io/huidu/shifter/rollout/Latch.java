package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps a version that was rolled back from being tried again by itself.
 *
 * @param version which
 * @param revision of its workload: another build is another matter
 * @param retry the retry wish when it was rolled back: another value is another try
 */
public record Latch(
        String version, String revision, Optional<String> retry, Reason reason, String message, Instant at) {}
