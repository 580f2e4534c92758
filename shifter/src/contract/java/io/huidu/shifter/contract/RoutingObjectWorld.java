package io.huidu.shifter.contract;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.shifter.cluster.PatientRouter;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Split;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One routing object of a kind without a Java type, on whatever API server there is. */
abstract class RoutingObjectWorld implements RouterContract.World {

    private static final Map<String, String> HOSTS_LABELS = Map.of("team", "shop");

    private final KubernetesClient host;
    private final ResourceDefinitionContext kind;
    private final Router router;
    private final Split split;

    RoutingObjectWorld(KubernetesClient host, ResourceDefinitionContext kind, Router router, String namespace) {
        this.host = host;
        this.kind = kind;
        this.router = new PatientRouter(router);
        this.split = RouterContract.split(namespace);
    }

    @Override
    public final Router router() {
        return router;
    }

    @Override
    public final Split split() {
        return split;
    }

    /** The first lines of the object: what it is, and its name. */
    final String head() {
        return """
                apiVersion: %s/%s
                kind: %s
                metadata: {name: %s, namespace: %s}
                """.formatted(kind.getGroup(), kind.getVersion(), kind.getKind(), split.route(), split.namespace());
    }

    /** Creates the object as the host wrote it. */
    public final void create(String yaml) {
        GenericKubernetesResource object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        host.genericKubernetesResources(kind)
                .inNamespace(split.namespace())
                .resource(object)
                .create();
    }

    @Override
    public final Object written() {
        return Optional.ofNullable(resource().get());
    }

    @Override
    public final Object content() {
        return Content.of(resource());
    }

    @Override
    public final void editAsHost() {
        resource().edit(object -> {
            object.getMetadata().setLabels(HOSTS_LABELS);
            return object;
        });
    }

    @Override
    public final boolean keepsHostsEdit() {
        return HOSTS_LABELS.equals(object().getMetadata().getLabels());
    }

    public final GenericKubernetesResource object() {
        return Objects.requireNonNull(resource().get());
    }

    public final Resource<GenericKubernetesResource> resource() {
        return host.genericKubernetesResources(kind)
                .inNamespace(split.namespace())
                .withName(split.route());
    }
}
