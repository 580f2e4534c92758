package io.huidu.shifter.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.huidu.events.Reason;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.RouteException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a routing object remembers in its annotations: how it was found, and what Huidu added to it. */
final class Memory {

    /** By rule: what the fields that Huidu writes were before it came. */
    static final String FOUND = "huidu.io/found";

    /** The matches that were asked for, and as what they were written. */
    static final String MATCHES = "huidu.io/matches";

    private static final String ASKED = "asked";
    private static final String WRITTEN = "written";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final GenericKubernetesResource object;

    Memory(GenericKubernetesResource object) {
        this.object = object;
    }

    boolean isEmpty() {
        return !annotations().containsKey(FOUND) && !annotations().containsKey(MATCHES);
    }

    /** What was found, to be changed and given to {@link #write}. */
    ObjectNode found() {
        return read(FOUND);
    }

    List<Match> asked() {
        try {
            return MatchJson.read(read(MATCHES).path(ASKED));
        } catch (IllegalArgumentException e) {
            throw unreadable(MATCHES, e);
        }
    }

    /** Whether a rule with these matches was added by Huidu. */
    boolean hasWritten(JsonNode matches) {
        for (JsonNode written : read(MATCHES).path(WRITTEN)) {
            if (written.equals(matches)) {
                return true;
            }
        }
        return false;
    }

    void write(ObjectNode found, List<Match> asked, List<JsonNode> written) {
        ObjectNode matches = JSON.createObjectNode();
        if (!asked.isEmpty()) {
            matches.set(ASKED, MatchJson.write(asked));
            ArrayNode list = matches.putArray(WRITTEN);
            written.forEach(list::add);
        }
        Map<String, String> annotations = new HashMap<>(annotations());
        put(annotations, FOUND, found);
        put(annotations, MATCHES, matches);
        object.getMetadata().setAnnotations(annotations);
    }

    private static void put(Map<String, String> annotations, String key, ObjectNode value) {
        annotations.remove(key);
        if (!value.isEmpty()) {
            annotations.put(key, value.toString());
        }
    }

    private ObjectNode read(String annotation) {
        Optional<String> text = Optional.ofNullable(annotations().get(annotation));
        try {
            return text.isEmpty() ? JSON.createObjectNode() : JSON.readValue(text.get(), ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw unreadable(annotation, e);
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
