package io.huidu.shifter.rollout;

import io.huidu.events.EventType;
import io.huidu.events.ReleaseChanged;
import java.time.Instant;

/**
 * A change that others are told of: a Kubernetes Event and a CloudEvent with this id.
 *
 * @param id the same for the same fact, another for another
 * @param cause id of the event that led to it, or the name of the change in Kubernetes that did
 * @param time when it was decided
 */
public record Announcement(String id, String cause, Instant time, ReleaseChanged event) {

    /** As Kubernetes Events have it. */
    public enum Severity {
        NORMAL,
        WARNING
    }

    public Severity severity() {
        return event.type() == EventType.RELEASE_HELD || event.type() == EventType.RELEASE_ROLLED_BACK
                ? Severity.WARNING
                : Severity.NORMAL;
    }

    /** Whether it tells how a release ended. */
    public boolean isEnd() {
        return switch (event.type()) {
            case RELEASE_PROMOTED, RELEASE_ROLLED_BACK, RELEASE_ABORTED -> true;
            default -> false;
        };
    }
}
