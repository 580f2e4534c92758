package io.huidu.consumers.listen;

import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Which run of a release is meant. Of several that fit, the first one is.
 *
 * @param release the resource
 * @param id the run's own id; empty for any
 * @param image what the run releases; empty for any
 * @param startedSince the run began then or later; empty for one that hasn't ended before listening began
 */
record Sought(ReleaseKey release, Optional<String> id, Optional<String> image, Optional<Instant> startedSince) {

    /** Whether an event shows that its run is the one: by its first event where the time of its start matters. */
    boolean isShownBy(Envelope event) {
        return id.filter(wanted -> !wanted.equals(event.correlationId())).isEmpty()
                && image.filter(wanted -> !Optional.of(wanted).equals(imageOf(event)))
                        .isEmpty()
                && startedSince
                        .filter(since -> event.type() != EventType.RELEASE_STARTED
                                || event.time().isBefore(since))
                        .isEmpty();
    }

    /** Whether a run that had ended before listening began can be it. */
    boolean mayBeOver() {
        return id.isPresent() || image.isPresent() || startedSince.isPresent();
    }

    private static Optional<String> imageOf(Envelope event) {
        return event.event() instanceof ReleaseChanged changed ? changed.state().image() : Optional.empty();
    }
}
