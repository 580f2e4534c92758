package io.huidu.shifter.istio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Shares;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One route of a VirtualService, seen as a split between two versions. Edits the tree that it was given.
 *
 * <p>A destination is a version's when its subset has the version's name or, where it has no subset, when its host is
 * the version's Service.
 *
 * @param key the route's name, or else its place, as in {@code http[2]}
 * @param destinations its list {@code route}
 */
record RouteSplit(String key, ArrayNode destinations, Split split) {

    private static final String WEIGHT = "weight";

    /** Whether its destinations are one or both of the two versions, each at most once, and nothing else. */
    boolean isOurs() {
        return !destinations.isEmpty()
                && Stream.of(split.stable(), split.canary())
                                .mapToLong(this::count)
                                .sum()
                        == destinations.size()
                && Stream.of(split.stable(), split.canary()).allMatch(version -> count(version) <= 1);
    }

    boolean names(Backend version) {
        return count(version) > 0;
    }

    boolean namesBoth() {
        return names(split.stable()) && names(split.canary());
    }

    /** The hosts whose subsets are named. */
    Stream<String> subsetHosts() {
        return nodes().map(node -> node.path("destination"))
                .filter(destination -> destination.has("subset"))
                .map(destination -> destination.path("host").asText());
    }

    /** What the canary receives. A lone destination receives everything; beside others, no weight means none. */
    Weight canaryShare() {
        return namesBoth()
                ? Shares.of(weight(split.canary()), weight(split.canary()) + weight(split.stable()))
                : names(split.canary()) ? Weight.ALL : Weight.ZERO;
    }

    /** Whether the canary receives exactly this share. */
    boolean isAt(Weight canary) {
        if (!namesBoth()) {
            return canaryShare().equals(canary);
        }
        long part = weight(split.canary());
        return part * 100 == canary.percent() * (part + weight(split.stable()));
    }

    /** Sets both weights, and lists the version that isn't listed as a copy of the other. */
    void set(Weight canary) {
        destination(split.canary(), split.stable()).put(WEIGHT, canary.percent());
        destination(split.stable(), split.canary()).put(WEIGHT, canary.rest().percent());
    }

    /** The fields that {@link #set} writes, as they are: the weight, if any, by each version that is listed. */
    ObjectNode ownFields() {
        ObjectNode fields = destinations.objectNode();
        Stream.of(split.stable(), split.canary())
                .forEach(version -> find(version).ifPresent(node -> {
                    ObjectNode own = fields.putObject(version.version());
                    Optional.ofNullable(node.get(WEIGHT)).ifPresent(weight -> own.set(WEIGHT, weight));
                }));
        return fields;
    }

    /** Puts back what {@link #ownFields} said. */
    void restore(JsonNode ownFields) {
        Stream.of(split.stable(), split.canary())
                .forEach(version -> find(version).ifPresent(node -> restore(node, ownFields.path(version.version()))));
    }

    private void restore(ObjectNode destination, JsonNode found) {
        if (found.isMissingNode()) {
            destinations.removeIf(destination::equals);
        } else if (found.has(WEIGHT)) {
            destination.set(WEIGHT, found.get(WEIGHT));
        } else {
            destination.remove(WEIGHT);
        }
    }

    private ObjectNode destination(Backend version, Backend other) {
        return find(version).orElseGet(() -> {
            ObjectNode copy = find(other).orElseThrow().deepCopy();
            destinations.add(rename(copy, version, other));
            return copy;
        });
    }

    private static ObjectNode rename(ObjectNode node, Backend version, Backend other) {
        ObjectNode destination = (ObjectNode) node.get("destination");
        if (destination.has("subset")) {
            destination.put("subset", version.version());
        } else {
            String domain =
                    destination.get("host").asText().substring(other.service().length());
            destination.put("host", version.service() + domain);
        }
        return node;
    }

    private long weight(Backend version) {
        return find(version).orElseThrow().path(WEIGHT).asLong();
    }

    private long count(Backend version) {
        return nodes().filter(node -> isFor(node, version)).count();
    }

    private Optional<ObjectNode> find(Backend version) {
        return nodes().filter(node -> isFor(node, version)).findFirst();
    }

    private Stream<ObjectNode> nodes() {
        return StreamSupport.stream(destinations.spliterator(), false)
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast);
    }

    private boolean isFor(ObjectNode node, Backend version) {
        JsonNode destination = node.path("destination");
        return destination.has("subset")
                ? destination.get("subset").asText().equals(version.version())
                : isHost(destination.path("host").asText(), version);
    }

    /** A short host is one of the VirtualService's own namespace; a longer one continues with that namespace. */
    private boolean isHost(String host, Backend version) {
        return host.equals(version.service())
                || (host + ".").startsWith("%s.%s.".formatted(version.service(), split.namespace()));
    }
}
