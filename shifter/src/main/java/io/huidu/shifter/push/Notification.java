package io.huidu.shifter.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.huidu.limits.InputLimit;
import io.huidu.shifter.image.ImageName;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads what registries tell of pushes.
 *
 * <ul>
 *   <li>The Docker distribution's {@code {"events": […]}}, from "Work with notifications" of its documentation.
 *   <li>Harbor's {@code {"type": "PUSH_ARTIFACT", "event_data": {…}}} and the same as a CloudEvent, {@code {"specversion":
 *       "1.0", "type": "harbor.artifact.pushed", "data": {…}}}, from "Configure Webhook Notifications" of its
 *       documentation.
 * </ul>
 *
 * <p>Other events of theirs, and pushes without a tag, give nothing.
 */
final class Notification {

    private static final JsonMapper JSON = InputLimit.PUSH.mapper();

    private Notification() {}

    /**
     * Every tag that was pushed.
     *
     * @throws UnreadableNotificationException when it is of none of these forms
     */
    static List<Push> read(byte[] body) throws UnreadableNotificationException {
        JsonNode root = json(body);
        if (root.path("events").isArray()) {
            return distribution(root.path("events"));
        }
        if (root.path("event_data").isObject()) {
            return root.path("type").asText().equals("PUSH_ARTIFACT")
                    ? harbor(root.path("event_data"), root.path("operator"), Instant.ofEpochSecond(occurred(root)))
                    : List.of();
        }
        if (root.hasNonNull("specversion")) {
            return root.path("type").asText().equals("harbor.artifact.pushed")
                    ? harbor(root.path("data"), root.path("operator"), time("time", root.path("time")))
                    : List.of();
        }
        throw new UnreadableNotificationException(
                "body: got a JSON %s without these, expected 'events' of a Docker distribution, or 'event_data' or 'specversion' of Harbor"
                        .formatted(root.getNodeType().name().toLowerCase(Locale.ROOT)));
    }

    private static JsonNode json(byte[] body) throws UnreadableNotificationException {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UnreadableNotificationException("body: got no JSON, expected a JSON object");
        }
    }

    private static List<Push> distribution(JsonNode events) throws UnreadableNotificationException {
        List<Push> pushes = new ArrayList<>();
        for (JsonNode event : events) {
            JsonNode target = event.path("target");
            if (event.path("action").asText().equals("push") && target.hasNonNull("tag")) {
                String name = "%s/%s:%s"
                        .formatted(
                                text("events.request.host", event.at("/request/host")),
                                text("events.target.repository", target.path("repository")),
                                text("events.target.tag", target.path("tag")));
                pushes.add(new Push(
                        image(name), who(event.at("/actor/name")), time("events.timestamp", event.path("timestamp"))));
            }
        }
        return pushes;
    }

    private static List<Push> harbor(JsonNode data, JsonNode operator, Instant at)
            throws UnreadableNotificationException {
        List<Push> pushes = new ArrayList<>();
        for (JsonNode resource : data.path("resources")) {
            if (!resource.path("tag").asText().isEmpty()) {
                pushes.add(new Push(
                        image(text("resources.resource_url", resource.path("resource_url"))), who(operator), at));
            }
        }
        return pushes;
    }

    private static ImageName image(String name) throws UnreadableNotificationException {
        Optional<ImageName> image =
                ImageName.parse(name).filter(parsed -> parsed.tag().isPresent());
        return image.orElseThrow(() ->
                new UnreadableNotificationException("image: got '%s', expected registry/path:tag".formatted(name)));
    }

    private static String text(String field, JsonNode value) throws UnreadableNotificationException {
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new UnreadableNotificationException("%s: got %s, expected some text".formatted(field, got(value)));
        }
        return value.asText();
    }

    private static String who(JsonNode value) {
        return value.asText().isBlank() ? "somebody" : value.asText();
    }

    private static long occurred(JsonNode root) throws UnreadableNotificationException {
        JsonNode value = root.path("occur_at");
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new UnreadableNotificationException(
                    "occur_at: got %s, expected seconds since 1970".formatted(got(value)));
        }
        return value.asLong();
    }

    private static Instant time(String field, JsonNode value) throws UnreadableNotificationException {
        try {
            return OffsetDateTime.parse(value.asText()).toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableNotificationException(
                    "%s: got %s, expected a time such as 2026-01-31T12:00:00Z".formatted(field, got(value)));
        }
    }

    private static String got(JsonNode value) {
        return value.isMissingNode() ? "nothing" : "'" + value.asText() + "'";
    }
}
