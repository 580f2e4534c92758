package io.huidu.shifter.gatewayapi;

import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.cluster.RoutingObject;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.rules.RuleRouter;

/** Makes routers that split by the rules of a route of the Gateway API. */
public final class GatewayRouter {

    private GatewayRouter() {}

    /**
     * A router on routes of one kind.
     *
     * @param ability what the implementation behind the route knows
     */
    public static RoutingObject of(Cluster cluster, RouteKind kind, Ability ability) {
        return new RuleRouter(cluster, new RouteDialect(kind, ability));
    }
}
