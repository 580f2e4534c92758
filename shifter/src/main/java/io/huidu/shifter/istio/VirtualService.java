package io.huidu.shifter.istio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A VirtualService as it was read, with the routes in it that split between two versions. Everything that isn't a
 * weight of theirs is kept as it is, whether this code knows it or not.
 *
 * <p>Which routes are meant? The author shows it: those that name both versions, where there are any. A route that
 * names only one of them beside such a route is a pin (testers on the new version, a client that needs the old one) and
 * stays one. Where no route names both, those that name the stable version are meant, and the canary is added to them;
 * where none names that either, those that name the canary.
 */
final class VirtualService {

    /** What the weights were before Huidu came, by route and version. */
    static final String FOUND = "huidu.io/found-weights";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final GenericKubernetesResource object;
    private final ObjectNode spec;
    private final List<RouteSplit> ours;

    VirtualService(GenericKubernetesResource object, Split split) {
        this.object = object;
        Optional<JsonNode> found = Optional.ofNullable(
                        object.getAdditionalProperties().get("spec"))
                .map(value -> JSON.<JsonNode>valueToTree(value));
        this.spec = found.filter(JsonNode::isObject).map(ObjectNode.class::cast).orElseGet(JSON::createObjectNode);
        this.ours = Stream.of("http", "tls", "tcp")
                .flatMap(protocol -> routes(protocol, split))
                .filter(RouteSplit::isOurs)
                .toList();
    }

    private Stream<RouteSplit> routes(String protocol, Split split) {
        List<RouteSplit> routes = new ArrayList<>();
        for (JsonNode route : spec.path(protocol)) {
            String place = "%s[%d]".formatted(protocol, routes.size());
            ArrayNode destinations = route.path("route") instanceof ArrayNode list ? list : JSON.createArrayNode();
            routes.add(new RouteSplit(route.path("name").asText(place), destinations, split));
        }
        return routes.stream();
    }

    /** The routes that are meant; empty when none names either version alone or with the other. */
    List<RouteSplit> splits(Split split) {
        return Stream.<List<RouteSplit>>of(
                        ours.stream().filter(RouteSplit::namesBoth).toList(),
                        ours.stream()
                                .filter(route -> route.names(split.stable()))
                                .toList(),
                        ours)
                .filter(routes -> !routes.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Sets the weights of these routes, and remembers what they were unless that is remembered already. */
    GenericKubernetesResource with(List<RouteSplit> routes, Weight canary) {
        ObjectNode found = found();
        routes.forEach(route -> {
            found.putIfAbsent(route.key(), route.ownFields());
            route.set(canary);
        });
        return written(found);
    }

    boolean remembers() {
        return annotation().isPresent();
    }

    /** Puts back the weights that are remembered, and forgets them. */
    GenericKubernetesResource restored() {
        ObjectNode found = found();
        ours.stream()
                .filter(route -> found.has(route.key()))
                .forEach(route -> route.restore(found.remove(route.key())));
        found.removeAll();
        return written(found);
    }

    private GenericKubernetesResource written(ObjectNode found) {
        Map<String, String> annotations = new HashMap<>(annotations());
        annotations.remove(FOUND);
        if (!found.isEmpty()) {
            annotations.put(FOUND, found.toString());
        }
        object.getMetadata().setAnnotations(annotations);
        object.setAdditionalProperty("spec", spec);
        return object;
    }

    private ObjectNode found() {
        return annotation().map(this::parse).orElseGet(JSON::createObjectNode);
    }

    private ObjectNode parse(String text) {
        try {
            return JSON.readValue(text, ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new RouteException(
                    Reason.ROUTE_UNREACHABLE,
                    "VirtualService %s/%s: annotation %s: got '%s', expected the JSON that Huidu wrote; remove it to go on from the weights as they are"
                            .formatted(
                                    object.getMetadata().getNamespace(),
                                    object.getMetadata().getName(),
                                    FOUND,
                                    text),
                    e);
        }
    }

    private Optional<String> annotation() {
        return Optional.ofNullable(annotations().get(FOUND));
    }

    private Map<String, String> annotations() {
        return Optional.ofNullable(object.getMetadata().getAnnotations()).orElseGet(Map::of);
    }
}
