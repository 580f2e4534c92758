package io.huidu.events.kafka;

import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Events for tests that care only which one it is. */
final class Commands {

    private Commands() {}

    static Envelope pause(String id) {
        return pause(id, "");
    }

    static Envelope pause(String id, String reason) {
        return envelope(id, command(EventType.COMMAND_PAUSE, reason, Optional.empty()));
    }

    static Envelope release(String id, String image) {
        return envelope(id, command(EventType.COMMAND_RELEASE, "", Optional.of(image)));
    }

    private static Command command(EventType type, String reason, Optional<String> image) {
        return new Command(type, new ReleaseKey("shop", "servicea"), "team", reason, Optional.empty(), image);
    }

    private static Envelope envelope(String id, Command command) {
        return new Envelope(id, URI.create("/test"), Instant.EPOCH, id, Optional.empty(), command);
    }
}
