package io.huidu.shifter.contract;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.cluster.PatientRouter;
import io.huidu.shifter.gatewayapi.GatewayRouter;
import io.huidu.shifter.gatewayapi.RouteKind;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A route of the Gateway API, on whatever API server there is. */
public final class GatewayRouteWorld implements RouterContract.World {

    private final KubernetesClient host;
    private final ResourceDefinitionContext kind;
    private final Router router;
    private final Split split;

    /**
     * @param host the host's client
     * @param huidu the client of the router
     */
    public GatewayRouteWorld(
            KubernetesClient host, KubernetesClient huidu, RouteKind kind, Ability ability, String namespace) {
        this.host = host;
        this.kind = kind.versions().getFirst();
        this.router = new PatientRouter(GatewayRouter.of(new Cluster(huidu), kind, ability));
        this.split =
                new Split(namespace, "servicea", new Backend("v1", "servicea-v1"), new Backend("v2", "servicea-v2"));
    }

    @Override
    public Router router() {
        return router;
    }

    @Override
    public Split split() {
        return split;
    }

    @Override
    public void leadTo(Backend version) {
        create("""
                apiVersion: %s/%s
                kind: %s
                metadata: {name: servicea, namespace: %s}
                spec:
                  parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: public}]
                  rules:
                    - backendRefs:
                        - {kind: Service, name: %s, port: 80, weight: 1}
                """.formatted(kind.getGroup(), kind.getVersion(), kind.getKind(), split.namespace(), version.service()));
    }

    /** Creates a route as the host wrote it. */
    public void create(String yaml) {
        GenericKubernetesResource object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        host.genericKubernetesResources(kind)
                .inNamespace(split.namespace())
                .resource(object)
                .create();
    }

    @Override
    public Object written() {
        return Optional.ofNullable(resource().get());
    }

    @Override
    public Object content() {
        return Content.of(resource());
    }

    @Override
    public void editAsHost() {
        resource().edit(object -> {
            object.getMetadata().setLabels(Map.of("team", "shop"));
            return object;
        });
    }

    @Override
    public boolean keepsHostsEdit() {
        return Objects.equals(Map.of("team", "shop"), object().getMetadata().getLabels());
    }

    public GenericKubernetesResource object() {
        return Objects.requireNonNull(resource().get());
    }

    public Resource<GenericKubernetesResource> resource() {
        return host.genericKubernetesResources(kind)
                .inNamespace(split.namespace())
                .withName("servicea");
    }
}
