package io.huidu.shifter.istio;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.rules.RuleRouter;
import java.util.List;

/** Splits by the routes of a VirtualService. */
public final class IstioRouter implements Router {

    /** The API's versions, the one that is asked first being first. They are the same object in different clothes. */
    public static final List<ResourceDefinitionContext> KINDS = VirtualServiceDialect.KINDS;

    private final Router virtualService;

    public IstioRouter(Cluster cluster) {
        this.virtualService = new RuleRouter(cluster, new VirtualServiceDialect());
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
        virtualService.apply(split, routing);
    }

    @Override
    public void release(Split split) {
        virtualService.release(split);
    }
}
