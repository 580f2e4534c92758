package io.huidu.shifter.contract;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.gatewayapi.GatewayRouter;
import io.huidu.shifter.gatewayapi.RouteKind;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Split.Backend;

/** A route of the Gateway API. */
public final class GatewayRouteWorld extends RoutingObjectWorld {

    /**
     * @param host the host's client
     * @param huidu the client of the router
     */
    public GatewayRouteWorld(
            KubernetesClient host, KubernetesClient huidu, RouteKind kind, Ability ability, String namespace) {
        super(host, kind.versions().getFirst(), GatewayRouter.of(new Cluster(huidu), kind, ability), namespace);
    }

    @Override
    public void leadTo(Backend version) {
        create(head() + """
                spec:
                  parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: public}]
                  rules:
                    - backendRefs:
                        - {kind: Service, name: %s, port: 80, weight: 1}
                """.formatted(version.service()));
    }
}
