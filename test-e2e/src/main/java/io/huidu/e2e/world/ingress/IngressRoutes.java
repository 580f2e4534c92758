package io.huidu.e2e.world.ingress;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What Ingresses ask for, with canaries.
 *
 * <p>Source: Kubernetes' documentation of Ingress, "Multiple matches": an exact path comes before prefixes, and of these
 * the longest; and ingress-nginx's documentation of annotations, "Canary": a canary Ingress takes its part of the
 * requests from the Ingress with the same host and path, and is nothing without one.
 */
final class IngressRoutes {

    private static final Comparator<Place> SPECIFIC_FIRST = Comparator.comparing(
                    (Place place) -> place.path().kind() != TextMatch.Kind.EXACT)
            .thenComparingInt(place -> -place.path().value().length());

    private final Map<Place, Destination> mains = new LinkedHashMap<>();
    private final Map<Place, List<Rule>> rules = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** What an Ingress leads somewhere. */
    private record Place(String host, TextMatch path) {

        List<Condition> condition() {
            return List.of(Condition.path(path));
        }

        @Override
        public String toString() {
            return host + path.value();
        }
    }

    private IngressRoutes() {}

    static RoutingTable of(Collection<Ingress> ingresses) {
        IngressRoutes all = new IngressRoutes();
        List<Ingress> sorted = ingresses.stream()
                .sorted(Comparator.comparing(IngressRoutes::name))
                .toList();
        sorted.stream().filter(ingress -> !isCanary(ingress)).forEach(all::addMain);
        sorted.stream().filter(IngressRoutes::isCanary).forEach(all::addCanary);
        return new RoutingTable(all.inOrder(), all.problems);
    }

    private List<Rule> inOrder() {
        return rules.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(SPECIFIC_FIRST))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private void addMain(Ingress ingress) {
        forEachPath(ingress, (place, to) -> {
            if (mains.putIfAbsent(place, to) == null) {
                rules.put(place, List.of(new Rule(place.host(), place.condition(), List.of(new Share(to, 1)))));
            } else {
                problem(ingress, place + ": is another Ingress's already");
            }
        });
    }

    private void addCanary(Ingress ingress) {
        try {
            CanaryPolicy policy = CanaryPolicy.of(annotations(ingress));
            forEachPath(ingress, (place, to) -> {
                Optional<Destination> main = Optional.ofNullable(mains.get(place));
                main.ifPresentOrElse(
                        its -> rules.put(place, policy.rules(place.host(), place.condition(), to, its)),
                        () -> problem(ingress, place + ": no other Ingress has it"));
            });
        } catch (IllegalArgumentException e) {
            problem(ingress, String.valueOf(e.getMessage()));
        }
    }

    private void forEachPath(Ingress ingress, BiConsumer<Place, Destination> use) {
        for (IngressRule rule : ingress.getSpec().getRules()) {
            for (HTTPIngressPath path : rule.getHttp() == null
                    ? List.<HTTPIngressPath>of()
                    : rule.getHttp().getPaths()) {
                try {
                    use.accept(place(rule, path), destination(ingress, path));
                } catch (IllegalArgumentException e) {
                    problem(ingress, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static Place place(IngressRule rule, HTTPIngressPath path) {
        String text = Optional.ofNullable(path.getPath()).orElse("/");
        return new Place(
                Optional.ofNullable(rule.getHost()).orElse("*"),
                "Exact".equals(path.getPathType()) ? TextMatch.exact(text) : TextMatch.elementPrefix(text));
    }

    private static Destination destination(Ingress ingress, HTTPIngressPath path) {
        if (path.getBackend().getService() == null) {
            throw new IllegalArgumentException("backend: got a resource, expected a service");
        }
        return new Destination.OfService(
                ingress.getMetadata().getNamespace(),
                path.getBackend().getService().getName());
    }

    private void problem(Ingress ingress, String what) {
        problems.add("Ingress %s: %s".formatted(name(ingress), what));
    }

    private static boolean isCanary(Ingress ingress) {
        return CanaryPolicy.isCanary(annotations(ingress));
    }

    private static Map<String, String> annotations(Ingress ingress) {
        return Optional.ofNullable(ingress.getMetadata().getAnnotations()).orElseGet(Map::of);
    }

    private static String name(Ingress ingress) {
        return ingress.getMetadata().getNamespace() + "/"
                + ingress.getMetadata().getName();
    }
}
