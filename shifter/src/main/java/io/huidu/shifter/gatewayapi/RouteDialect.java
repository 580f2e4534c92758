package io.huidu.shifter.gatewayapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Shares;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import io.huidu.shifter.rules.Dialect;
import io.huidu.shifter.rules.RuleList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a route of the Gateway API.
 *
 * <p>Source: the API's reference, {@code BackendRef}: a backend receives its weight's share of the sum of all weights of
 * its rule, and weighs 1 where it doesn't say; {@code HTTPRequestMirrorFilter}: all requests are copied where neither
 * {@code percent} nor {@code fraction} is given.
 */
record RouteDialect(RouteKind kind, Ability ability) implements Dialect {

    /**
     * Of a lone backend any weight above 0 is the same, and nobody else comes upon this one. It says whose a rule is where
     * an older version of the API dropped its name.
     */
    private static final int MARK = 424_242;

    private static final String FILTERS = "filters";
    private static final String MIRROR = "requestMirror";
    private static final String BACKEND = "backendRef";

    @Override
    public List<ResourceDefinitionContext> kinds() {
        return kind.versions();
    }

    @Override
    public List<RuleList> lists() {
        return List.of(new RuleList("rules", "backendRefs", "matches", RuleList.Sort.REQUESTS));
    }

    @Override
    public boolean leadsTo(JsonNode backend, Backend version, String namespace) {
        return backend.path("group").asText().isEmpty()
                && backend.path("kind").asText("Service").equals("Service")
                && backend.path("namespace").asText(namespace).equals(namespace)
                && backend.path("name").asText().equals(version.service());
    }

    @Override
    public void lead(ObjectNode backend, Backend from, Backend to) {
        backend.put("name", to.service());
    }

    @Override
    public long defaultWeight() {
        return 1;
    }

    @Override
    public void mark(ObjectNode destination) {
        destination.put("weight", MARK);
    }

    @Override
    public boolean isMarked(JsonNode destination) {
        return destination.path("weight").asLong() == MARK;
    }

    @Override
    public Weight mirror(ObjectNode rule, Backend version, String namespace) {
        for (JsonNode filter : rule.path(FILTERS)) {
            if (isMirrorTo(filter, version, namespace)) {
                return share(filter.path(MIRROR));
            }
        }
        return Weight.ZERO;
    }

    /** All of them without a percentage, which older APIs don't have. */
    @Override
    public void addMirror(ObjectNode rule, ObjectNode destination, Weight share) {
        ObjectNode filter = rule.withArrayProperty(FILTERS).addObject().put("type", "RequestMirror");
        ObjectNode backend = destination.deepCopy();
        backend.retain("group", "kind", "name", "namespace", "port");
        ObjectNode mirror = filter.putObject(MIRROR);
        mirror.set(BACKEND, backend);
        if (!share.equals(Weight.ALL)) {
            mirror.put("percent", share.percent());
        }
    }

    @Override
    public void removeMirror(ObjectNode rule, Backend version, String namespace) {
        if (rule.get(FILTERS) instanceof ArrayNode filters) {
            filters.removeIf(filter -> isMirrorTo(filter, version, namespace));
            if (filters.isEmpty()) {
                rule.remove(FILTERS);
            }
        }
    }

    @Override
    public List<String> mirrorFields() {
        return List.of(FILTERS);
    }

    @Override
    public ArrayNode narrowed(JsonNode matches, List<Match> asked) {
        ArrayNode narrowed = JsonNodeFactory.instance.arrayNode();
        ArrayNode all = matches.isEmpty() ? kind.everything() : (ArrayNode) matches;
        for (JsonNode match : all) {
            asked.forEach(one -> Matches.narrowed((ObjectNode) match, one, kind).ifPresent(narrowed::add));
        }
        return narrowed;
    }

    @Override
    public Optional<String> problem(List<JsonNode> destinations, Split split) {
        return Optional.empty();
    }

    @Override
    public String expected(Split split) {
        return "write a rule whose backendRefs are the Services %s and %s"
                .formatted(split.stable().service(), split.canary().service());
    }

    private boolean isMirrorTo(JsonNode filter, Backend version, String namespace) {
        return filter.has(MIRROR) && leadsTo(filter.path(MIRROR).path(BACKEND), version, namespace);
    }

    private static Weight share(JsonNode mirror) {
        JsonNode fraction = mirror.path("fraction");
        return fraction.isObject()
                ? Shares.of(
                        fraction.path("numerator").asLong(),
                        fraction.path("denominator").asLong(100))
                : Weight.of(mirror.path("percent").asInt(100));
    }
}
