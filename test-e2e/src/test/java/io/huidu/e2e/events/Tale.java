package io.huidu.e2e.events;

import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseKey;
import io.huidu.events.ReleaseState;
import io.huidu.events.Weight;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What a shifter tells of one run of a release.
 *
 * @param image what it releases
 */
record Tale(ReleaseKey release, String releaseId, String image) {

    Envelope started(Instant at) {
        return event(EventType.RELEASE_STARTED, Reason.STARTED, "v2 is released in place of v1, first with 5 %", at);
    }

    Envelope promoted(Instant at) {
        return event(EventType.RELEASE_PROMOTED, Reason.PROMOTED, "v2 serves in place of v1", at);
    }

    Envelope rolledBack(Instant at) {
        return event(EventType.RELEASE_ROLLED_BACK, Reason.ERRORS_REGRESSED, "v2 fails 15 times as often as v1", at);
    }

    private Envelope event(EventType type, Reason reason, String message, Instant at) {
        ReleaseChanged changed = new ReleaseChanged(
                type,
                new ReleaseState(
                        release,
                        releaseId,
                        "v1",
                        "v2",
                        0,
                        2,
                        Weight.of(5),
                        Optional.of(Weight.of(5)),
                        reason,
                        message,
                        Optional.empty(),
                        Optional.of(image)));
        return new Envelope(
                releaseId + "/" + type, URI.create("/huidu/shifter"), at, releaseId, Optional.empty(), changed);
    }
}
