package io.huidu.shifter.contract;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.cluster.PatientRouter;
import io.huidu.shifter.istio.IstioRouter;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Split;
import io.huidu.shifter.route.Split.Backend;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A VirtualService of one host with two subsets, on whatever API server there is. */
public final class VirtualServiceWorld implements RouterContract.World {

    private final KubernetesClient host;
    private final ResourceDefinitionContext kind;
    private final Router router;
    private final Split split;

    /**
     * @param host the host's client
     * @param huidu the client of the router
     */
    public VirtualServiceWorld(
            KubernetesClient host, KubernetesClient huidu, ResourceDefinitionContext kind, String namespace) {
        this.host = host;
        this.kind = kind;
        this.router = new PatientRouter(new IstioRouter(new Cluster(huidu)));
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
                kind: VirtualService
                metadata: {name: servicea, namespace: %s}
                spec:
                  hosts: [servicea]
                  http:
                    - route:
                        - destination: {host: servicea, subset: %s}
                """.formatted(kind.getGroup(), kind.getVersion(), split.namespace(), version.version()));
    }

    /** Creates a VirtualService as the host wrote it. */
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
