package io.huidu.e2e.faults;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.huidu.e2e.world.World;
import io.huidu.events.Weight;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Another writer of the route, as a GitOps tool that heals itself: whatever is written to the canary Ingress, it writes
 * its own weight over it at once, whether it has seen the latest or not.
 */
final class Rival implements AutoCloseable {

    /** As the API server knows it. */
    static final String NAME = "argocd-controller";

    private static final String WEIGHT = "nginx.ingress.kubernetes.io/canary-weight";

    private final KubernetesClient client;
    private final String weight;
    private final AtomicLong writes = new AtomicLong();
    private final SharedIndexInformer<Ingress> informer;

    private Rival(World world, Weight toV2) {
        this.client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(world.kubernetes().client().getConfiguration())
                        .withUserAgent(NAME)
                        .build())
                .build();
        this.weight = Integer.toString(toV2.percent());
        this.informer = client.network()
                .v1()
                .ingresses()
                .inNamespace(World.NAMESPACE)
                .withName("servicea-canary")
                .inform(new Reflex());
    }

    /** Starts with its first write. */
    static Rival of(World world, Weight toV2) {
        return new Rival(world, toV2);
    }

    long writes() {
        return writes.get();
    }

    @Override
    public void close() {
        informer.close();
        client.close();
    }

    private final class Reflex implements ResourceEventHandler<Ingress> {

        @Override
        public void onAdd(Ingress ingress) {
            heal(ingress);
        }

        @Override
        public void onUpdate(Ingress before, Ingress ingress) {
            heal(ingress);
        }

        @Override
        public void onDelete(Ingress ingress, boolean unseen) {}

        private void heal(Ingress seen) {
            if (!weight.equals(seen.getMetadata().getAnnotations().get(WEIGHT))) {
                client.resource(seen)
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}".formatted(WEIGHT, weight));
                writes.incrementAndGet();
            }
        }
    }
}
