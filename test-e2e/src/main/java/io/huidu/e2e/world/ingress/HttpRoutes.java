package io.huidu.e2e.world.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What the Gateway API's HTTPRoutes ask for: weighted backends and mirrors, by hostname, path and headers.
 *
 * <p>Source: the Gateway API's reference, {@code HTTPRouteRule}: over all routes of a host the match counts that is the
 * most specific, then that of the oldest route, then that of the first name, then the first one. Of a rule's fields,
 * matches, backends with their cookies, and the filter RequestMirror are followed; others are problems of the table, and a match by anything
 * else is left out.
 */
final class HttpRoutes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FOLLOWED = Set.of("name", "matches", "filters", "backendRefs");
    private static final Comparator<GenericKubernetesResource> OLDEST_FIRST = Comparator.comparing(
                    (GenericKubernetesResource route) ->
                            Objects.requireNonNullElse(route.getMetadata().getCreationTimestamp(), ""))
            .thenComparing(HttpRoutes::name);

    private final List<Matched> matched = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private record Matched(HttpRouteMatch match, Rule rule) {}

    private HttpRoutes() {}

    static RoutingTable of(Collection<GenericKubernetesResource> routes) {
        HttpRoutes all = new HttpRoutes();
        routes.stream().sorted(OLDEST_FIRST).forEach(all::add);
        List<Rule> rules = all.matched.stream()
                .sorted(Comparator.comparing(Matched::match, HttpRouteMatch.PRECEDENCE))
                .map(Matched::rule)
                .toList();
        return new RoutingTable(rules, all.problems);
    }

    private void add(GenericKubernetesResource route) {
        JsonNode spec = JSON.valueToTree(route.getAdditionalProperties().get("spec"));
        List<String> hosts = new ArrayList<>();
        spec.path("hostnames").forEach(host -> hosts.add(host.asText()));
        for (JsonNode rule : spec.path("rules")) {
            tellOfTheRest(route, rule);
            JsonNode matches = rule.path("matches").isEmpty()
                    ? JSON.createArrayNode().add(JSON.createObjectNode())
                    : rule.path("matches");
            matches.forEach(match -> add(route, hosts.isEmpty() ? List.of("*") : hosts, match, rule));
        }
    }

    private void add(GenericKubernetesResource route, List<String> hosts, JsonNode match, JsonNode rule) {
        try {
            String namespace = route.getMetadata().getNamespace();
            HttpRouteMatch read = HttpRouteMatch.of(match);
            List<Share> shares = StreamSupport.stream(rule.path("backendRefs").spliterator(), false)
                    .map(backend -> new Share(
                            service(backend, namespace), backend.path("weight").asLong(1), cookie(backend)))
                    .toList();
            List<Copies> copies = copies(rule, namespace);
            hosts.forEach(host -> matched.add(new Matched(read, new Rule(host, read.conditions(), shares, copies))));
        } catch (IllegalArgumentException e) {
            problem(route, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> cookie(JsonNode backend) {
        return backend.path("filters").findValues("add").stream()
                .flatMap(added -> StreamSupport.stream(added.spliterator(), false))
                .filter(header -> header.path("name").asText().equals("Set-Cookie"))
                .map(header -> header.path("value").asText())
                .findFirst();
    }

    private static List<Copies> copies(JsonNode rule, String namespace) {
        List<Copies> copies = new ArrayList<>();
        for (JsonNode filter : rule.path("filters")) {
            JsonNode mirror = filter.path("requestMirror");
            double percent = percent(mirror);
            if (!mirror.isMissingNode() && percent > 0) {
                copies.add(new Copies(service(mirror.path("backendRef"), namespace), percent));
            }
        }
        return copies;
    }

    private static double percent(JsonNode mirror) {
        JsonNode fraction = mirror.path("fraction");
        return fraction.isObject()
                ? 100.0
                        * fraction.path("numerator").asLong()
                        / fraction.path("denominator").asLong(100)
                : mirror.path("percent").asDouble(100);
    }

    private static Destination service(JsonNode backend, String namespace) {
        String kind = backend.path("kind").asText("Service");
        if (!kind.equals("Service")) {
            throw new IllegalArgumentException("backend: got kind %s, expected Service".formatted(kind));
        }
        return new Destination.OfService(
                backend.path("namespace").asText(namespace),
                backend.path("name").asText());
    }

    private void tellOfTheRest(GenericKubernetesResource route, JsonNode rule) {
        rule.fieldNames().forEachRemaining(field -> {
            if (!FOLLOWED.contains(field)) {
                problem(route, field + ": not followed here, only matches, backends and mirrors are");
            }
        });
        rule.path("filters").forEach(filter -> {
            if (!filter.has("requestMirror")) {
                problem(
                        route,
                        "filter %s: not followed here, only RequestMirror is"
                                .formatted(filter.path("type").asText()));
            }
        });
    }

    private void problem(GenericKubernetesResource route, String what) {
        problems.add("HTTPRoute %s: %s".formatted(name(route), what));
    }

    private static String name(GenericKubernetesResource route) {
        return route.getMetadata().getNamespace() + "/" + route.getMetadata().getName();
    }
}
