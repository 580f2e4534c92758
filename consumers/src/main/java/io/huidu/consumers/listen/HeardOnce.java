package io.huidu.consumers.listen;

import io.huidu.events.Envelope;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Knows the last events by what CloudEvents asks to tell them by: source and id together. */
final class HeardOnce {

    private static final int MOST = 10_000;

    private record Name(URI source, String id) {}

    private final Map<Name, Boolean> names = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Boolean> eldest) {
            return size() > MOST;
        }
    };

    /** Whether an event is heard for the first time. */
    boolean isNew(Envelope envelope) {
        return names.put(new Name(envelope.source(), envelope.id()), true) == null;
    }
}
