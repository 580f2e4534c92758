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
import io.huidu.shifter.rules.Cookies;
import io.huidu.shifter.rules.Dialect;
import io.huidu.shifter.rules.RuleList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The rules of a route of the Gateway API.
 *
 * <p>Source: the API's reference, {@code BackendRef}: a backend receives its weight's share of the sum of all weights of
 * its rule, and weighs 1 where it doesn't say; {@code HTTPRequestMirrorFilter}: all requests are copied where neither
 * {@code percent} nor {@code fraction} is given; {@code HTTPBackendRef}: filters of a backend are those of its own
 * requests and answers, at most one of them a {@code ResponseHeaderModifier}.
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
    private static final String MODIFIER = "responseHeaderModifier";
    private static final String ADD = "add";
    private static final String NAME = "name";
    private static final String VALUE = "value";

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
        removeFilters(rule, filter -> isMirrorTo(filter, version, namespace));
    }

    private static void removeFilters(ObjectNode of, Predicate<JsonNode> which) {
        if (of.get(FILTERS) instanceof ArrayNode filters) {
            filters.removeIf(which);
            if (filters.isEmpty()) {
                of.remove(FILTERS);
            }
        }
    }

    @Override
    public List<String> mirrorFields() {
        return List.of(FILTERS);
    }

    @Override
    public void addCookie(ObjectNode destination, String cookie) {
        ArrayNode added = modifier(destination)
                .orElseGet(
                        () -> destination.withArrayProperty(FILTERS).addObject().put("type", "ResponseHeaderModifier"))
                .withObjectProperty(MODIFIER)
                .withArrayProperty(ADD);
        Cookies.checkNoneIsGiven(added.findValuesAsText(NAME).iterator());
        added.addObject().put(NAME, Cookies.SET_HEADER).put(VALUE, cookie);
    }

    @Override
    public boolean givesCookie(JsonNode destination, String cookie) {
        return modifier(destination).stream()
                .flatMap(filter ->
                        StreamSupport.stream(filter.path(MODIFIER).path(ADD).spliterator(), false))
                .anyMatch(header -> isCookie(header, cookie));
    }

    /** With what was only there for it. */
    @Override
    public void removeCookie(ObjectNode destination, String cookie) {
        modifier(destination).filter(filter -> givesCookie(destination, cookie)).ifPresent(filter -> {
            ObjectNode modifier = filter.withObjectProperty(MODIFIER);
            modifier.withArrayProperty(ADD).removeIf(header -> isCookie(header, cookie));
            if (modifier.path(ADD).isEmpty()) {
                modifier.remove(ADD);
            }
            removeFilters(
                    destination, one -> one.has(MODIFIER) && one.path(MODIFIER).isEmpty());
        });
    }

    /** There is one at most. */
    private static Optional<ObjectNode> modifier(JsonNode destination) {
        for (JsonNode filter : destination.path(FILTERS)) {
            if (filter.has(MODIFIER) && filter instanceof ObjectNode node) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private static boolean isCookie(JsonNode header, String cookie) {
        return header.path(NAME).asText().equals(Cookies.SET_HEADER)
                && header.path(VALUE).asText().equals(cookie);
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
