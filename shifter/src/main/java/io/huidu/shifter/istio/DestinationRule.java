package io.huidu.shifter.istio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.huidu.events.Reason;
import io.huidu.limits.InputLimit;
import io.huidu.shifter.route.CircuitBreaker;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A DestinationRule as it was read, with the subsets of two versions. Everything else is kept as it is.
 *
 * <p>Source: Istio's reference of DestinationRule: a subset selects the pods of the host that have its labels; each
 * field of its {@code trafficPolicy} stands in for that of the whole rule.
 */
final class DestinationRule {

    /** What the fields that Huidu writes were before it came. */
    static final String FOUND = "huidu.io/found";

    /** The label by which Istio knows versions. */
    static final String VERSION = "version";

    private static final ObjectMapper JSON = InputLimit.ANNOTATION.mapper();
    private static final String SUBSETS = "subsets";
    private static final String POLICY = "trafficPolicy";
    private static final String POLICIES = "policies";
    private static final String MADE = "made";

    private final GenericKubernetesResource object;
    private final ObjectNode read;
    private final ObjectNode spec;
    private final ObjectNode found;

    DestinationRule(GenericKubernetesResource object) {
        this.object = object;
        Object given = object.getAdditionalProperties().get("spec");
        this.read = given == null ? JSON.createObjectNode() : JSON.convertValue(given, ObjectNode.class);
        this.spec = read.deepCopy();
        this.found = found();
    }

    List<Backend> withoutSubset(Split split) {
        return versions(split)
                .filter(version -> subset(version.version()).isEmpty())
                .toList();
    }

    void makeSubset(Backend version) {
        ObjectNode subset = spec.withArrayProperty(SUBSETS).addObject().put("name", version.version());
        subset.putObject("labels").put(VERSION, version.version());
        found.withArrayProperty(MADE).add(version.version());
    }

    /** Breaks the circuit to either version, and remembers what was there unless that is remembered already. */
    void addBreaker(Split split, CircuitBreaker breaker) {
        ObjectNode policies = found.withObjectProperty(POLICIES);
        versions(split)
                .forEach(version -> subset(version.version()).ifPresent(subset -> {
                    ObjectNode there = subset.withObjectProperty(POLICY);
                    if (!policies.has(version.version())) {
                        policies.set(version.version(), there.deepCopy().retain(BreakerJson.FIELDS));
                    }
                    there.setAll(BreakerJson.of(breaker));
                }));
    }

    /** Puts back the policies that {@link #addBreaker} found. */
    void removeBreaker() {
        if (found.remove(POLICIES) instanceof ObjectNode policies) {
            policies.properties()
                    .forEach(entry ->
                            subset(entry.getKey()).ifPresent(subset -> restore(subset, (ObjectNode) entry.getValue())));
        }
    }

    private static void restore(ObjectNode subset, ObjectNode policy) {
        ObjectNode there = subset.withObjectProperty(POLICY);
        there.remove(BreakerJson.FIELDS);
        there.setAll(policy);
        if (there.isEmpty()) {
            subset.remove(POLICY);
        }
    }

    /** Takes away the subsets that {@link #makeSubset} made. */
    void removeMadeSubsets() {
        if (found.remove(MADE) instanceof ArrayNode made && spec.get(SUBSETS) instanceof ArrayNode subsets) {
            made.forEach(name -> subsets.removeIf(subset -> subset.path("name").equals(name)));
            if (subsets.isEmpty()) {
                spec.remove(SUBSETS);
            }
        }
    }

    boolean isChanged() {
        return !spec.equals(read) || !found.equals(found());
    }

    GenericKubernetesResource written() {
        Map<String, String> annotations = new HashMap<>(annotations());
        annotations.remove(FOUND);
        if (!found.isEmpty()) {
            annotations.put(FOUND, found.toString());
        }
        object.getMetadata().setAnnotations(annotations);
        object.setAdditionalProperty("spec", spec);
        return object;
    }

    private Optional<ObjectNode> subset(String name) {
        for (JsonNode subset : spec.path(SUBSETS)) {
            if (subset.path("name").asText().equals(name) && subset instanceof ObjectNode node) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private static Stream<Backend> versions(Split split) {
        return Stream.of(split.stable(), split.canary());
    }

    private ObjectNode found() {
        String text = annotations().getOrDefault(FOUND, "{}");
        try {
            return JSON.readValue(text, ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new RouteException(
                    Reason.ROUTE_UNREACHABLE,
                    "DestinationRule %s/%s: annotation %s: got '%s', expected the JSON that Huidu wrote; remove it to go on from the subsets as they are"
                            .formatted(
                                    object.getMetadata().getNamespace(),
                                    object.getMetadata().getName(),
                                    FOUND,
                                    text),
                    e);
        }
    }

    private Map<String, String> annotations() {
        return Optional.ofNullable(object.getMetadata().getAnnotations()).orElseGet(Map::of);
    }
}
