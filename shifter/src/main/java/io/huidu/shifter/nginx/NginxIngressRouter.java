package io.huidu.shifter.nginx;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.cluster.RoutingObject;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import java.util.List;
import java.util.Optional;

/**
 * Splits by a canary Ingress, {@code <ingress>-canary}, that this router makes and keeps beside the host's. The host's
 * Ingress is never written.
 *
 * <p>The canary Ingress leads to the version that the host's doesn't, whichever of them is on trial: where the host's
 * leads to the canary, the stable version gets the canary Ingress and the rest of the weight. {@link #release} deletes
 * it: traffic then goes where it went before Huidu came, which need not be where the last release took it.
 */
public final class NginxIngressRouter implements RoutingObject {

    /**
     * Source: ingress-nginx, {@code balancer.lua}: a request whose cookie names a version that has pods goes there before
     * headers, cookies and weights are looked at.
     */
    private static final String AFFINITY = "nginx.ingress.kubernetes.io/affinity";

    private final Cluster cluster;

    public NginxIngressRouter(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Optional<Ingress> find(Split split) {
        return canary(split);
    }

    @Override
    public Ability ability() {
        return Ability.NGINX_INGRESS;
    }

    @Override
    public Route observe(Split split) {
        try {
            Ingress main = main(split);
            Backends backends = backends(main, split);
            Optional<Ingress> ours = canary(split).map(NginxIngressRouter::ours);
            ours.ifPresent(canary -> checkAffinity(main));
            Weight other = ours.map(canary -> CanaryIngress.share(canary, main, backends))
                    .orElse(Weight.ZERO);
            List<Match> matches = ours.map(CanaryIngress::matches).orElse(List.of());
            return new Route.At(Routing.of(backends.turned(other, split)).matching(matches));
        } catch (RouteException e) {
            return e.reason() == Reason.ROUTE_MISSING
                    ? new Route.Missing(e.getMessage())
                    : new Route.Unclear(e.getMessage());
        } catch (IllegalArgumentException e) {
            return new Route.Unclear("Ingress %s/%s: %s"
                    .formatted(split.namespace(), CanaryIngress.name(split.route()), e.getMessage()));
        }
    }

    @Override
    public void apply(Split split, Routing routing) {
        Ingress main = main(split);
        Backends backends = backends(main, split);
        if (!routing.equals(Routing.NOTHING)) {
            checkAffinity(main);
        }
        Routing turned =
                Routing.of(backends.turned(routing.weight(), split)).matching(matches(routing, backends, split));
        Optional<Ingress> before = canary(split).map(NginxIngressRouter::ours);
        Ingress wanted = CanaryIngress.of(main, backends, turned, before);
        if (turned.equals(Routing.NOTHING) && affinity(main).isPresent()) {
            before.ifPresent(cluster::delete);
        } else if (before.isEmpty() && !turned.equals(Routing.NOTHING)) {
            cluster.create(wanted);
        } else if (before.isPresent() && !before.get().equals(wanted)) {
            cluster.update(wanted);
        }
    }

    @Override
    public void release(Split split) {
        canary(split).filter(CanaryIngress::isOurs).ifPresent(cluster::delete);
    }

    private static List<Match> matches(Routing routing, Backends backends, Split split) {
        if (!routing.matches().isEmpty() && backends.main().equals(split.canary())) {
            throw new RouteException(
                    Reason.ROUTE_UNREACHABLE,
                    "Ingress %s/%s: its rules lead to %s itself, but matches can only lead to the version behind the canary Ingress; let them lead to the Service %s"
                            .formatted(
                                    split.namespace(),
                                    split.route(),
                                    split.canary().version(),
                                    split.stable().service()));
        }
        return routing.matches();
    }

    private Ingress main(Split split) {
        return cluster.find(Ingress.class, split.namespace(), split.route())
                .orElseThrow(() -> new RouteException(
                        Reason.ROUTE_MISSING,
                        "Ingress %s/%s: doesn't exist; %s"
                                .formatted(split.namespace(), split.route(), expected(split))));
    }

    private Optional<Ingress> canary(Split split) {
        return cluster.find(Ingress.class, split.namespace(), CanaryIngress.name(split.route()));
    }

    private static Backends backends(Ingress main, Split split) {
        List<Backend> named = Backends.named(main, split);
        if (named.size() == 1) {
            return Backends.of(named.getFirst(), split);
        }
        throw new RouteException(
                named.isEmpty() ? Reason.ROUTE_MISSING : Reason.ROUTE_UNREACHABLE,
                "Ingress %s/%s: its rules lead to %s of these two versions; %s"
                        .formatted(
                                split.namespace(), split.route(), named.isEmpty() ? "none" : "both", expected(split)));
    }

    private static Optional<String> affinity(Ingress main) {
        return Optional.ofNullable(main.getMetadata().getAnnotations()).map(annotations -> annotations.get(AFFINITY));
    }

    private static void checkAffinity(Ingress main) {
        affinity(main).ifPresent(affinity -> {
            throw new RouteException(
                    Reason.ROUTE_UNREACHABLE,
                    "Ingress %s/%s: annotation %s: got '%s', expected none, for it keeps users where they were whatever the weight, even on a version that was rolled back; remove it"
                            .formatted(
                                    main.getMetadata().getNamespace(),
                                    main.getMetadata().getName(),
                                    AFFINITY,
                                    affinity));
        });
    }

    private static Ingress ours(Ingress canary) {
        if (!CanaryIngress.isOurs(canary)) {
            throw new RouteException(
                    Reason.ROUTE_UNREACHABLE,
                    "Ingress %s/%s: has that name but not the label %s=%s; rename it, or delete it if nobody needs it"
                            .formatted(
                                    canary.getMetadata().getNamespace(),
                                    canary.getMetadata().getName(),
                                    CanaryIngress.MANAGED_BY,
                                    CanaryIngress.HUIDU));
        }
        return canary;
    }

    private static String expected(Split split) {
        return "expected rules with the backend Service %s or %s, one of them"
                .formatted(split.stable().service(), split.canary().service());
    }
}
