package io.huidu.shifter.contract;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.istio.IstioRouter;
import io.huidu.shifter.route.Split.Backend;

/** A VirtualService of one host with two subsets. */
public final class VirtualServiceWorld extends RoutingObjectWorld {

    /**
     * @param host the host's client
     * @param huidu the client of the router
     */
    public VirtualServiceWorld(
            KubernetesClient host, KubernetesClient huidu, ResourceDefinitionContext kind, String namespace) {
        super(host, kind, new IstioRouter(new Cluster(huidu)), namespace);
    }

    @Override
    public void leadTo(Backend version) {
        create(head() + """
                spec:
                  hosts: [servicea]
                  http:
                    - route:
                        - destination: {host: servicea, subset: %s}
                """.formatted(version.version()));
    }
}
