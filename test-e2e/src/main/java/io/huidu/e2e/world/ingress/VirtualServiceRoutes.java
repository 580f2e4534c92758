package io.huidu.e2e.world.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What Istio's VirtualServices ask for: weighted destinations and mirrors, by host, URI and headers.
 *
 * <p>Source: Istio's reference, "Virtual Service": the first HTTP route counts of which one match holds. Of a route's
 * fields, matches, destinations with their cookies, and mirrors are followed; others are problems of the table, and a match by anything else
 * is left out.
 */
final class VirtualServiceRoutes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FOLLOWED =
            Set.of("name", "match", "route", "mirror", "mirrorPercentage", "mirrors");
    private static final String CLUSTER = ".svc.cluster.local";

    private final List<Rule> rules = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final String namespace;
    private final String name;
    private final JsonNode spec;

    private VirtualServiceRoutes(GenericKubernetesResource object) {
        namespace = object.getMetadata().getNamespace();
        name = name(object);
        spec = JSON.valueToTree(object.getAdditionalProperties().get("spec"));
    }

    static RoutingTable of(Collection<GenericKubernetesResource> virtualServices) {
        return virtualServices.stream()
                .sorted(Comparator.comparing(VirtualServiceRoutes::name))
                .map(object -> new VirtualServiceRoutes(object).table())
                .reduce(RoutingTable.EMPTY, RoutingTable::and);
    }

    private RoutingTable table() {
        for (JsonNode http : spec.path("http")) {
            http.fieldNames().forEachRemaining(field -> {
                if (!FOLLOWED.contains(field)) {
                    problem(field + ": not followed here, only matches, destinations and mirrors are");
                }
            });
            if (http.has("route")) {
                add(http);
            }
        }
        return new RoutingTable(rules, problems);
    }

    private void add(JsonNode http) {
        if (http.path("match").isEmpty()) {
            add(JSON.createObjectNode(), http);
        }
        http.path("match").forEach(match -> add(match, http));
    }

    private void add(JsonNode match, JsonNode http) {
        try {
            List<Condition> conditions = VirtualServiceMatch.conditions(match);
            List<Share> shares = shares(http.path("route"));
            List<Copies> copies = copies(http);
            for (JsonNode host : spec.path("hosts")) {
                names(host.asText()).forEach(each -> rules.add(new Rule(each, conditions, shares, copies)));
            }
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
        }
    }

    private List<Share> shares(JsonNode route) {
        int whenUnsaid = route.size() == 1 ? 100 : 0;
        return StreamSupport.stream(route.spliterator(), false)
                .map(each -> new Share(
                        destination(each.path("destination")),
                        each.path("weight").asLong(whenUnsaid),
                        cookie(each.path("headers").path("response").path("add"))))
                .toList();
    }

    private static Optional<String> cookie(JsonNode added) {
        return Optional.of(added.path("Set-Cookie").asText()).filter(cookie -> !cookie.isEmpty());
    }

    /** Either {@code mirror} with its percentage, or the list {@code mirrors}. */
    private List<Copies> copies(JsonNode http) {
        List<Copies> copies = new ArrayList<>();
        if (http.has("mirror")) {
            addCopies(http.path("mirror"), http.path("mirrorPercentage"), copies);
        }
        http.path("mirrors").forEach(each -> addCopies(each.path("destination"), each.path("percentage"), copies));
        return copies;
    }

    private void addCopies(JsonNode destination, JsonNode percentage, List<Copies> copies) {
        double percent = percentage.path("value").asDouble(100);
        if (percent > 0) {
            copies.add(new Copies(destination(destination), percent));
        }
    }

    /** A short name is one of the VirtualService's own namespace. */
    private Destination destination(JsonNode destination) {
        String host = destination.path("host").asText();
        List<String> parts = List.of(host.split("\\.", -1));
        String service = parts.getFirst();
        String its = parts.size() > 1 ? parts.get(1) : namespace;
        return destination.has("subset")
                ? new Destination.OfSubset(
                        its, service, destination.path("subset").asText())
                : new Destination.OfService(its, service);
    }

    /** All names by which the mesh knows a host. */
    private Stream<String> names(String host) {
        return host.contains(".") || host.equals("*")
                ? Stream.of(host)
                : Stream.of("", "." + namespace, "." + namespace + ".svc", "." + namespace + CLUSTER)
                        .map(suffix -> host + suffix);
    }

    private void problem(String what) {
        problems.add("VirtualService %s: %s".formatted(name, what));
    }

    private static String name(GenericKubernetesResource object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }
}
