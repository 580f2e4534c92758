package io.huidu.shifter.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.events.Weight;
import io.huidu.shifter.route.SessionCookie;
import io.huidu.shifter.route.Shares;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One rule of a routing object, seen as a split between two versions. Edits the tree that it was given.
 *
 * @param key the rule's name, or else its place, as in {@code http[2]}
 */
record Rule(String key, ObjectNode json, RuleList list, Split split, Dialect dialect) {

    static final String WEIGHT = "weight";

    /** Whether its destinations are one or both of the two versions, each at most once, and nothing else. */
    boolean isOurs() {
        return !destinations().isEmpty()
                && versions().mapToLong(this::count).sum() == destinations().size()
                && versions().allMatch(version -> count(version) <= 1);
    }

    boolean names(Backend version) {
        return count(version) > 0;
    }

    boolean namesBoth() {
        return names(split.stable()) && names(split.canary());
    }

    boolean isOfRequests() {
        return list.sort() == RuleList.Sort.REQUESTS;
    }

    /** What the canary receives. A lone destination receives everything. */
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
        destination(split.canary()).put(WEIGHT, canary.percent());
        destination(split.stable()).put(WEIGHT, canary.rest().percent());
    }

    /** Which part of the requests the canary receives a copy of. */
    Weight mirror() {
        return dialect.mirror(json, split.canary(), split.namespace());
    }

    boolean mirrorsToEither() {
        return mirrorsToEither(json);
    }

    boolean mirrorsToEither(ObjectNode fields) {
        return versions().anyMatch(version -> mirrorsTo(fields, version));
    }

    /** Sets what the canary receives a copy of. Both versions must be listed. */
    void setMirror(Weight share) {
        removeMirrors();
        if (share.isAbove(Weight.ZERO)) {
            dialect.addMirror(json, find(split.canary()).orElseThrow(), share);
        }
    }

    /** The fields that hold copies, as they are. */
    ObjectNode mirrorFields() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        dialect.mirrorFields()
                .forEach(field -> Optional.ofNullable(json.get(field)).ifPresent(value -> fields.set(field, value)));
        return fields.deepCopy();
    }

    /** Whether {@code fields} hold the same copies to others than the two versions as the rule does. */
    boolean mirrorsToOthersAs(ObjectNode fields) {
        return mirrorsToOthers(fields).equals(mirrorsToOthers(json));
    }

    /** Puts back what {@link #mirrorFields} said. */
    void restoreMirror(ObjectNode fields) {
        json.remove(dialect.mirrorFields());
        json.setAll(fields);
    }

    /**
     * Another rule, for the requests of this one that {@code matches} knows, all of which go to one version. Their users
     * have a cookie already, or need none.
     */
    ObjectNode leadingTo(Backend version, String name, ArrayNode matches, Optional<SessionCookie> cookie) {
        ObjectNode copy = json.deepCopy();
        copy.put("name", name);
        copy.set(list.matches(), matches);
        if (version.equals(split.canary())) {
            removeMirrors(copy);
        }
        ObjectNode destination = copyOf(version);
        cookie.ifPresent(given -> take(given, destination));
        dialect.mark(destination);
        copy.set(list.destinations(), copy.arrayNode().add(destination));
        return copy;
    }

    // Sessions

    /** Makes both versions give the cookie by which users stay with them. Both must be listed. */
    void give(SessionCookie cookie) {
        dialect.addCookie(find(split.canary()).orElseThrow(), cookie.givenByCanary());
        dialect.addCookie(find(split.stable()).orElseThrow(), cookie.givenByStable());
    }

    boolean gives(SessionCookie cookie) {
        return gives(split.canary(), cookie.givenByCanary()) && gives(split.stable(), cookie.givenByStable());
    }

    private boolean gives(Backend version, String cookie) {
        return find(version).filter(node -> dialect.givesCookie(node, cookie)).isPresent();
    }

    /** Whether anything of the cookie is there, on either version: they may have swapped roles since. */
    boolean givesAnyOf(SessionCookie cookie) {
        return given(cookie).anyMatch(one -> nodes().anyMatch(node -> dialect.givesCookie(node, one)));
    }

    /** Makes neither version give anything of the cookie. */
    void take(SessionCookie cookie) {
        nodes().forEach(node -> take(cookie, node));
    }

    private void take(SessionCookie cookie, ObjectNode node) {
        given(cookie).forEach(one -> dialect.removeCookie(node, one));
    }

    private static Stream<String> given(SessionCookie cookie) {
        return Stream.of(cookie.givenByCanary(), cookie.givenByStable());
    }

    JsonNode matches() {
        return json.path(list.matches());
    }

    Stream<ObjectNode> nodes() {
        return StreamSupport.stream(destinations().spliterator(), false)
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast);
    }

    /** The weights, if any, by each version that is listed. */
    ObjectNode weights() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        versions()
                .forEach(version -> find(version).ifPresent(node -> {
                    ObjectNode own = fields.putObject(version.version());
                    Optional.ofNullable(node.get(WEIGHT)).ifPresent(weight -> own.set(WEIGHT, weight));
                }));
        return fields;
    }

    /** Puts back what {@link #weights} said. */
    void restoreWeights(JsonNode weights) {
        versions().forEach(version -> find(version).ifPresent(node -> restore(node, weights.path(version.version()))));
    }

    private void restore(ObjectNode destination, JsonNode found) {
        if (found.isMissingNode()) {
            destinations().removeIf(destination::equals);
        } else if (found.has(WEIGHT)) {
            destination.set(WEIGHT, found.get(WEIGHT));
        } else {
            destination.remove(WEIGHT);
        }
    }

    private ObjectNode destination(Backend version) {
        return find(version).orElseGet(() -> {
            ObjectNode copy = copyOf(version);
            destinations().add(copy);
            return copy;
        });
    }

    /** A copy of the version's destination or, where it isn't listed, of the other's that leads to it. */
    private ObjectNode copyOf(Backend version) {
        return find(version).map(ObjectNode::deepCopy).orElseGet(() -> {
            Backend other = version.equals(split.canary()) ? split.stable() : split.canary();
            ObjectNode copy = find(other).orElseThrow().deepCopy();
            dialect.lead(copy, other, version);
            return copy;
        });
    }

    void removeMirrors() {
        removeMirrors(json);
    }

    private void removeMirrors(ObjectNode rule) {
        versions()
                .filter(version -> mirrorsTo(rule, version))
                .forEach(version -> dialect.removeMirror(rule, version, split.namespace()));
    }

    private boolean mirrorsTo(ObjectNode rule, Backend version) {
        return dialect.mirror(rule, version, split.namespace()).isAbove(Weight.ZERO);
    }

    private JsonNode mirrorsToOthers(ObjectNode rule) {
        ObjectNode copy = rule.deepCopy();
        copy.retain(dialect.mirrorFields());
        versions().forEach(version -> dialect.removeMirror(copy, version, split.namespace()));
        return copy;
    }

    private ArrayNode destinations() {
        return json.path(list.destinations()) instanceof ArrayNode nodes ? nodes : JsonNodeFactory.instance.arrayNode();
    }

    private long weight(Backend version) {
        return find(version).orElseThrow().path(WEIGHT).asLong(dialect.defaultWeight());
    }

    private long count(Backend version) {
        return nodes().filter(node -> isFor(node, version)).count();
    }

    private Optional<ObjectNode> find(Backend version) {
        return nodes().filter(node -> isFor(node, version)).findFirst();
    }

    private boolean isFor(ObjectNode node, Backend version) {
        return dialect.leadsTo(node, version, split.namespace());
    }

    private Stream<Backend> versions() {
        return Stream.of(split.stable(), split.canary());
    }
}
