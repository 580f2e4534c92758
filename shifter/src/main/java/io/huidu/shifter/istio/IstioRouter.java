package io.huidu.shifter.istio;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Shares;
import io.huidu.shifter.route.Split;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Splits by the destination weights of a VirtualService.
 *
 * <p>Writes the field {@code weight} of the two versions' destinations, a destination where only one version is listed,
 * and an annotation that remembers both as they were found. {@link #release} puts them back: traffic then goes where it
 * went before Huidu came, which need not be where the last release took it.
 *
 * <p>Source: Istio's reference of VirtualService, {@code HTTPRouteDestination}: a destination receives its weight's
 * share of the sum of all weights, everything when it is the only one, and nothing when it has no weight beside others.
 */
public final class IstioRouter implements Router {

    /** The API's versions, the one that is asked first being first. They are the same object in different clothes. */
    public static final List<ResourceDefinitionContext> KINDS =
            Stream.of("v1", "v1beta1").map(IstioRouter::kind).toList();

    private final Cluster cluster;

    public IstioRouter(Cluster cluster) {
        this.cluster = cluster;
    }

    /** One version of the VirtualService API. */
    private record Found(ResourceDefinitionContext kind, GenericKubernetesResource object) {}

    @Override
    public Ability ability() {
        return Ability.ISTIO;
    }

    @Override
    public Route observe(Split split) {
        Optional<Found> found = find(split);
        if (found.isEmpty()) {
            return new Route.Missing(missing(split));
        }
        List<RouteSplit> routes = splits(found.get(), split);
        return problem(split, routes)
                .<Route>map(Route.Unclear::new)
                .orElseGet(() -> new Route.At(Routing.of(Shares.together(
                        routes.stream().map(RouteSplit::canaryShare).toList()))));
    }

    @Override
    public void apply(Split split, Routing routing) {
        Weight canary = routing.weight();
        Found found = find(split).orElseThrow(() -> new RouteException(Reason.ROUTE_MISSING, missing(split)));
        VirtualService service = new VirtualService(found.object(), split);
        List<RouteSplit> routes = service.splits(split);
        problem(split, routes).ifPresent(problem -> {
            throw new RouteException(Reason.ROUTE_MISSING, problem);
        });
        if (!routes.stream().allMatch(route -> route.isAt(canary))) {
            cluster.update(found.kind(), service.with(routes, canary));
        }
    }

    @Override
    public void release(Split split) {
        find(split).ifPresent(found -> {
            VirtualService service = new VirtualService(found.object(), split);
            if (service.remembers()) {
                cluster.update(found.kind(), service.restored());
            }
        });
    }

    private Optional<Found> find(Split split) {
        return KINDS.stream()
                .flatMap(kind -> cluster.find(kind, split.namespace(), split.route()).stream()
                        .map(object -> new Found(kind, object)))
                .findFirst();
    }

    private static List<RouteSplit> splits(Found found, Split split) {
        return new VirtualService(found.object(), split).splits(split);
    }

    private static Optional<String> problem(Split split, List<RouteSplit> routes) {
        if (routes.isEmpty()) {
            return Optional.of(
                    "%s: no route splits between these two versions alone; %s".formatted(name(split), expected(split)));
        }
        List<String> hosts =
                routes.stream().flatMap(RouteSplit::subsetHosts).distinct().toList();
        return hosts.size() < 2
                ? Optional.empty()
                : Optional.of(
                        "%s: the subsets %s and %s are named of several hosts (%s); give each host a VirtualService of its own"
                                .formatted(
                                        name(split),
                                        split.stable().version(),
                                        split.canary().version(),
                                        String.join(", ", hosts)));
    }

    private static String missing(Split split) {
        return "%s: doesn't exist, or Istio's CustomResourceDefinitions don't; %s"
                .formatted(name(split), expected(split));
    }

    private static String expected(Split split) {
        return "write a route whose destinations are the subsets %s and %s of one host, or the hosts %s and %s"
                .formatted(
                        split.stable().version(),
                        split.canary().version(),
                        split.stable().service(),
                        split.canary().service());
    }

    private static String name(Split split) {
        return "VirtualService %s/%s".formatted(split.namespace(), split.route());
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
