package io.huidu.shifter.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.huidu.events.Reason;
import io.huidu.limits.InputLimit;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.SessionCookie;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a routing object remembers in its annotations: how it was found, and what Huidu added to it. */
final class Memory {

    /** By rule: what the fields that Huidu writes were before it came. */
    static final String FOUND = "huidu.io/found";

    /** The matches that were asked for. */
    static final String MATCHES = "huidu.io/matches";

    /** The cookie by which users stay where they were sent first. */
    static final String SESSION = "huidu.io/session";

    private static final ObjectMapper JSON = InputLimit.ANNOTATION.mapper();

    private static final List<String> ALL = List.of(FOUND, MATCHES, SESSION);

    private final GenericKubernetesResource object;

    Memory(GenericKubernetesResource object) {
        this.object = object;
    }

    boolean isEmpty() {
        return ALL.stream().noneMatch(annotations()::containsKey);
    }

    /** What was found. */
    ObjectNode found() {
        String text = annotations().getOrDefault(FOUND, "{}");
        try {
            return JSON.readValue(text, ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw unreadable(FOUND, e);
        }
    }

    /**
     * What was found, to be added to; nothing where that can't be read. So a rollback doesn't wait for somebody to mend
     * an annotation; they hear of it when the route is put back.
     */
    ObjectNode foundIfReadable() {
        return isReadable() ? found() : JSON.createObjectNode();
    }

    /** The routing with the matches and the sessions that were asked for. */
    Routing guiding(Routing plain) {
        return new Routing(plain.weight(), asked(), plain.mirror(), session());
    }

    private List<Match> asked() {
        try {
            return MatchJson.parse(annotations().getOrDefault(MATCHES, "[]"));
        } catch (IllegalArgumentException e) {
            throw unreadable(MATCHES, e);
        }
    }

    Optional<SessionCookie> session() {
        try {
            return Optional.ofNullable(annotations().get(SESSION)).map(SessionJson::parse);
        } catch (IllegalArgumentException e) {
            throw unreadable(SESSION, e);
        }
    }

    /** The cookie; none where that can't be read, so that a rollback doesn't wait for somebody to mend it. */
    Optional<SessionCookie> sessionIfReadable() {
        try {
            return session();
        } catch (RouteException e) {
            return Optional.empty();
        }
    }

    /** Remembers this, but doesn't write over what can't be read of what was found. */
    void write(ObjectNode found, Routing asked) {
        Map<String, String> annotations = new HashMap<>(annotations());
        if (isReadable()) {
            put(annotations, FOUND, found);
        }
        put(annotations, MATCHES, MatchJson.write(asked.matches()));
        annotations.remove(SESSION);
        asked.session().ifPresent(cookie -> annotations.put(SESSION, SessionJson.write(cookie)));
        object.getMetadata().setAnnotations(annotations);
    }

    void forget() {
        Map<String, String> annotations = new HashMap<>(annotations());
        ALL.forEach(annotations::remove);
        object.getMetadata().setAnnotations(annotations);
    }

    private boolean isReadable() {
        try {
            return found().isObject();
        } catch (RouteException e) {
            return false;
        }
    }

    private static void put(Map<String, String> annotations, String key, JsonNode value) {
        annotations.remove(key);
        if (!value.isEmpty()) {
            annotations.put(key, value.toString());
        }
    }

    private RouteException unreadable(String annotation, Exception cause) {
        return new RouteException(
                Reason.ROUTE_UNREACHABLE,
                "%s %s/%s: annotation %s: got '%s', expected the JSON that Huidu wrote; remove it to go on from the rules as they are"
                        .formatted(
                                object.getKind(),
                                object.getMetadata().getNamespace(),
                                object.getMetadata().getName(),
                                annotation,
                                annotations().get(annotation)),
                cause);
    }

    private Map<String, String> annotations() {
        return Optional.ofNullable(object.getMetadata().getAnnotations()).orElseGet(Map::of);
    }
}
