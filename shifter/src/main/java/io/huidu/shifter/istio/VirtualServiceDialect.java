package io.huidu.shifter.istio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import io.huidu.shifter.rules.Cookies;
import io.huidu.shifter.rules.Dialect;
import io.huidu.shifter.rules.RuleList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules of a VirtualService.
 *
 * <p>Source: Istio's reference of VirtualService, {@code HTTPRouteDestination}: a destination receives its weight's
 * share of the sum of all weights, everything when it is the only one, and nothing when it has no weight beside others;
 * its {@code headers} are those of its own answers, and {@code add} has one value for a name.
 */
final class VirtualServiceDialect implements Dialect {

    static final List<ResourceDefinitionContext> KINDS =
            Stream.of("v1", "v1beta1").map(VirtualServiceDialect::kind).toList();

    private static final String HEADERS = "headers";
    private static final String RESPONSE = "response";
    private static final String ADD = "add";

    @Override
    public List<ResourceDefinitionContext> kinds() {
        return KINDS;
    }

    @Override
    public Ability ability() {
        return Ability.ISTIO;
    }

    @Override
    public List<RuleList> lists() {
        return List.of(
                new RuleList("http", "route", "match", RuleList.Sort.REQUESTS),
                new RuleList("tls", "route", "match", RuleList.Sort.CONNECTIONS),
                new RuleList("tcp", "route", "match", RuleList.Sort.CONNECTIONS));
    }

    @Override
    public boolean leadsTo(JsonNode destination, Backend version, String namespace) {
        return Destinations.isFor(destination.path("destination"), version, namespace);
    }

    @Override
    public void lead(ObjectNode node, Backend from, Backend to) {
        ObjectNode destination = node.withObjectProperty("destination");
        if (destination.has("subset")) {
            destination.put("subset", to.version());
        } else {
            String domain =
                    destination.path("host").asText().substring(from.service().length());
            destination.put("host", to.service() + domain);
        }
    }

    @Override
    public long defaultWeight() {
        return 0;
    }

    /** Older versions of Istio want weights to add up to 100. */
    @Override
    public void mark(ObjectNode destination) {
        destination.put("weight", 100);
    }

    @Override
    public boolean isMarked(JsonNode destination) {
        return false;
    }

    @Override
    public Weight mirror(ObjectNode rule, Backend version, String namespace) {
        return Mirrors.share(rule, version, namespace);
    }

    @Override
    public void addMirror(ObjectNode rule, ObjectNode destination, Weight share) {
        Mirrors.add(rule, (ObjectNode) destination.get("destination").deepCopy(), share);
    }

    @Override
    public void removeMirror(ObjectNode rule, Backend version, String namespace) {
        Mirrors.remove(rule, version, namespace);
    }

    @Override
    public List<String> mirrorFields() {
        return Mirrors.FIELDS;
    }

    @Override
    public void addCookie(ObjectNode destination, String cookie) {
        ObjectNode added = destination
                .withObjectProperty(HEADERS)
                .withObjectProperty(RESPONSE)
                .withObjectProperty(ADD);
        Cookies.checkNoneIsGiven(added.fieldNames());
        added.put(Cookies.SET_HEADER, cookie);
    }

    @Override
    public boolean givesCookie(JsonNode destination, String cookie) {
        return added(destination).path(Cookies.SET_HEADER).asText().equals(cookie);
    }

    /** With what was only there for it. */
    @Override
    public void removeCookie(ObjectNode destination, String cookie) {
        if (givesCookie(destination, cookie)) {
            ((ObjectNode) added(destination)).remove(Cookies.SET_HEADER);
            removeIfEmpty(destination.withObjectProperty(HEADERS).withObjectProperty(RESPONSE), ADD);
            removeIfEmpty(destination.withObjectProperty(HEADERS), RESPONSE);
            removeIfEmpty(destination, HEADERS);
        }
    }

    private static JsonNode added(JsonNode destination) {
        return destination.path(HEADERS).path(RESPONSE).path(ADD);
    }

    private static void removeIfEmpty(ObjectNode parent, String field) {
        if (parent.path(field).isEmpty()) {
            parent.remove(field);
        }
    }

    @Override
    public ArrayNode narrowed(JsonNode matches, List<Match> asked) {
        return Matches.narrowed(matches, asked);
    }

    @Override
    public Optional<String> problem(List<JsonNode> destinations, Split split) {
        List<String> hosts = destinations.stream()
                .map(node -> node.path("destination"))
                .filter(destination -> destination.has("subset"))
                .map(destination -> destination.path("host").asText())
                .distinct()
                .toList();
        return hosts.size() < 2
                ? Optional.empty()
                : Optional.of(
                        "the subsets %s and %s are named of several hosts (%s); give each host a VirtualService of its own"
                                .formatted(
                                        split.stable().version(), split.canary().version(), String.join(", ", hosts)));
    }

    @Override
    public String expected(Split split) {
        return "write a route whose destinations are the subsets %s and %s of one host, or the hosts %s and %s"
                .formatted(
                        split.stable().version(),
                        split.canary().version(),
                        split.stable().service(),
                        split.canary().service());
    }

    private static ResourceDefinitionContext kind(String version) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("networking.istio.io")
                .withVersion(version)
                .withKind("VirtualService")
                .withPlural("virtualservices")
                .withNamespaced(true)
                .build();
    }
}
