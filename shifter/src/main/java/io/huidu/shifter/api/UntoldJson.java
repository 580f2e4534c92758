package io.huidu.shifter.api;

import io.huidu.events.EventType;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.codec.EventJson;
import io.huidu.events.codec.UnreadableException;
import io.huidu.shifter.rollout.Announcement;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The way between announcements and their JSON in a status. */
final class UntoldJson {

    private static final EventJson EVENTS = new EventJson();

    private UntoldJson() {}

    static CanaryReleaseStatus.Untold write(Announcement announcement) {
        CanaryReleaseStatus.Untold json = new CanaryReleaseStatus.Untold();
        json.id = announcement.id();
        json.cause = announcement.cause();
        json.time = announcement.time().toString();
        json.type = announcement.event().type().type();
        json.data = new String(EVENTS.write(announcement.event()), StandardCharsets.UTF_8);
        return json;
    }

    static Announcement read(CanaryReleaseStatus.Untold json) {
        return new Announcement(
                Field.of("status.untold[].id").get(json.id),
                Field.of("status.untold[].cause").get(json.cause),
                Field.of("status.untold[].time").time(json.time),
                event(
                        Field.of("status.untold[].type").get(json.type),
                        Field.of("status.untold[].data").get(json.data)));
    }

    private static ReleaseChanged event(String type, String data) {
        Optional<EventType> known = EventType.of(type);
        try {
            if (known.isPresent()
                    && EVENTS.read(known.get(), data.getBytes(StandardCharsets.UTF_8))
                            instanceof ReleaseChanged changed) {
                return changed;
            }
        } catch (UnreadableException e) {
            throw new UnreadableStatusException("status.untold[].data", "'" + data + "'", "an event's data", e);
        }
        throw new UnreadableStatusException("status.untold[].type", "'" + type + "'", "a type of io.huidu.release");
    }
}
