package io.huidu.shifter.rollout;

import io.huidu.events.ReleaseChanged;
import java.time.Instant;

/**
 * A change that others are told of: a Kubernetes Event and a CloudEvent with this id.
 *
 * @param id the same for the same fact, another for another
 * @param time when it was decided
 */
public record Announcement(String id, Instant time, Severity severity, ReleaseChanged event) {

    /** As Kubernetes Events have it. */
    public enum Severity {
        NORMAL,
        WARNING
    }
}
