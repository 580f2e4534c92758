package io.huidu.shifter.istio;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.cluster.RoutingObject;
import io.huidu.shifter.istio.Subsets.During;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.CircuitBreaker;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.rules.RuleRouter;
import java.util.List;
import java.util.Optional;

/**
 * Splits by the routes of a VirtualService and, where a DestinationRule is given, keeps the subsets that they lead to.
 *
 * <p>On the way up the subsets are there before a route leads to them. On the way back the route comes first: neither a
 * missing nor a locked DestinationRule keeps a rollback from being done.
 */
public final class IstioRouter implements RoutingObject {

    /** The API's versions, the one that is asked first being first. They are the same object in different clothes. */
    public static final List<ResourceDefinitionContext> KINDS = VirtualServiceDialect.KINDS;

    private final RoutingObject virtualService;
    private final Optional<Subsets> subsets;

    /** Without a DestinationRule: the subsets, if any, are the host's. */
    public IstioRouter(Cluster cluster) {
        this.virtualService = new RuleRouter(cluster, new VirtualServiceDialect());
        this.subsets = Optional.empty();
    }

    /**
     * With a DestinationRule.
     *
     * @param breaker on its subsets while a release runs
     */
    public IstioRouter(Cluster cluster, String destinationRule, Optional<CircuitBreaker> breaker) {
        this.virtualService = new RuleRouter(cluster, new VirtualServiceDialect());
        this.subsets = Optional.of(new Subsets(cluster, destinationRule, breaker));
    }

    @Override
    public Optional<? extends HasMetadata> find(Split split) {
        return virtualService.find(split);
    }

    @Override
    public Ability ability() {
        return virtualService.ability();
    }

    @Override
    public Route observe(Split split) {
        return virtualService.observe(split);
    }

    @Override
    public void apply(Split split, Routing routing) {
        if (routing.equals(Routing.NOTHING)) {
            virtualService.apply(split, routing);
            subsets.ifPresent(present -> present.calm(split));
        } else {
            During during = routing.equals(Routing.EVERYTHING) ? During.REST : During.RELEASE;
            subsets.ifPresent(present -> present.prepare(split, during));
            virtualService.apply(split, routing);
        }
    }

    @Override
    public void release(Split split) {
        virtualService.release(split);
        subsets.ifPresent(present -> present.release(split));
    }
}
