package io.huidu.e2e.world.ingress;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Ingresses ask for, with canaries by weight.
 *
 * <p>Source: ingress-nginx's documentation of annotations, "Canary". A canary Ingress takes its part of the requests
 * from the Ingress with the same host and path, and is nothing without one. Canaries by header and cookie are not
 * followed, and are a problem of the table.
 */
final class IngressRoutes {

    private static final String CANARY = "nginx.ingress.kubernetes.io/canary";
    private static final String WEIGHT = "nginx.ingress.kubernetes.io/canary-weight";
    private static final String TOTAL = "nginx.ingress.kubernetes.io/canary-weight-total";
    private static final List<String> IGNORED = Stream.of("header", "header-value", "header-pattern", "cookie")
            .map(by -> "nginx.ingress.kubernetes.io/canary-by-" + by)
            .toList();

    private final List<PathRoute> routes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private IngressRoutes() {}

    static RoutingTable of(Collection<Ingress> ingresses) {
        IngressRoutes all = new IngressRoutes();
        List<Ingress> sorted = ingresses.stream()
                .sorted(Comparator.comparing(IngressRoutes::name))
                .toList();
        sorted.stream().filter(ingress -> !isCanary(ingress)).forEach(all::addMain);
        sorted.stream().filter(IngressRoutes::isCanary).forEach(all::addCanary);
        return new RoutingTable(all.routes, all.problems);
    }

    private void addMain(Ingress ingress) {
        for (PathRoute route : routes(ingress)) {
            if (routes.stream().anyMatch(route::meetsTheSameAs)) {
                problem(ingress, "%s%s: is another Ingress's already".formatted(route.host(), route.path()));
            } else {
                routes.add(route);
            }
        }
    }

    private void addCanary(Ingress ingress) {
        annotations(ingress).keySet().stream()
                .filter(IGNORED::contains)
                .sorted()
                .forEach(key -> problem(ingress, key + ": not followed here, only weights are"));
        try {
            long total = number(ingress, TOTAL, "100");
            long weight = Math.min(number(ingress, WEIGHT, "0"), total);
            routes(ingress).forEach(canary -> take(ingress, canary, weight, total));
        } catch (IllegalArgumentException e) {
            problem(ingress, String.valueOf(e.getMessage()));
        }
    }

    private void take(Ingress ingress, PathRoute canary, long weight, long total) {
        Optional<PathRoute> main =
                routes.stream().filter(canary::meetsTheSameAs).findFirst();
        if (main.isEmpty()) {
            problem(ingress, "%s%s: no other Ingress has it".formatted(canary.host(), canary.path()));
            return;
        }
        Share rest = new Share(main.get().shares().getLast().to(), total - weight);
        Share taken = new Share(canary.shares().getFirst().to(), weight);
        routes.set(
                routes.indexOf(main.get()),
                new PathRoute(canary.host(), canary.path(), canary.match(), List.of(taken, rest)));
    }

    private List<PathRoute> routes(Ingress ingress) {
        List<PathRoute> found = new ArrayList<>();
        for (IngressRule rule : ingress.getSpec().getRules()) {
            for (HTTPIngressPath path : rule.getHttp() == null
                    ? List.<HTTPIngressPath>of()
                    : rule.getHttp().getPaths()) {
                try {
                    found.add(route(ingress, rule, path));
                } catch (IllegalArgumentException e) {
                    problem(ingress, String.valueOf(e.getMessage()));
                }
            }
        }
        return found;
    }

    private static PathRoute route(Ingress ingress, IngressRule rule, HTTPIngressPath path) {
        if (path.getBackend().getService() == null) {
            throw new IllegalArgumentException("backend: got a resource, expected a service");
        }
        Destination to = new Destination.OfService(
                ingress.getMetadata().getNamespace(),
                path.getBackend().getService().getName());
        return new PathRoute(
                Optional.ofNullable(rule.getHost()).orElse("*"),
                Optional.ofNullable(path.getPath()).orElse("/"),
                "Exact".equals(path.getPathType()) ? PathMatch.EXACT : PathMatch.ELEMENT_PREFIX,
                List.of(new Share(to, 1)));
    }

    private static long number(Ingress ingress, String annotation, String otherwise) {
        String text = annotations(ingress).getOrDefault(annotation, otherwise);
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("%s: got '%s', expected a whole number".formatted(annotation, text));
        }
        return Long.parseLong(text);
    }

    private void problem(Ingress ingress, String what) {
        problems.add("Ingress %s: %s".formatted(name(ingress), what));
    }

    private static boolean isCanary(Ingress ingress) {
        return "true".equals(annotations(ingress).get(CANARY));
    }

    private static Map<String, String> annotations(Ingress ingress) {
        return Optional.ofNullable(ingress.getMetadata().getAnnotations()).orElseGet(Map::of);
    }

    private static String name(Ingress ingress) {
        return ingress.getMetadata().getNamespace() + "/"
                + ingress.getMetadata().getName();
    }
}
