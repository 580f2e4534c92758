package io.huidu.events.kafka;

import io.huidu.events.Envelope;

/** What a group tells that reads on from where it has got to, and tells each fact once. */
public interface OnwardListener extends EventListener {

    /** What an event is told once of: two events of one fact are told as one. By CloudEvents, source and id together. */
    default String fact(Envelope envelope) {
        return envelope.source() + " " + envelope.id();
    }
}
