package io.huidu.events;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * An event with its CloudEvents 1.0 attributes.
 *
 * @param id deterministic: the same fact has the same id however often it is sent, so that redelivery is harmless
 * @param source who says it, for example {@code /huidu/analyzer}
 * @param time when it happened
 * @param correlationId the run of the release that it belongs to; a CloudEvents extension
 * @param causationId id of the event that led to it, or the name of the change in Kubernetes that did; empty for what
 *     somebody outside says by himself, as a command does; a CloudEvents extension
 * @param seal the signature of its sender; empty when there is none
 */
public record Envelope(
        String id,
        URI source,
        Instant time,
        String correlationId,
        Optional<String> causationId,
        Event event,
        Optional<Seal> seal) {

    /** An event that isn't signed. */
    public Envelope(
            String id, URI source, Instant time, String correlationId, Optional<String> causationId, Event event) {
        this(id, source, time, correlationId, causationId, event, Optional.empty());
    }

    public Envelope {
        Require.notBlank("id", id);
        Require.notBlank("correlationid", correlationId);
    }

    public EventType type() {
        return event.type();
    }

    public ReleaseKey release() {
        return event.release();
    }
}
