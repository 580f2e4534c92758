package io.huidu.e2e.world.ingress;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an nginx follow the Ingresses, VirtualServices and HTTPRoutes of a cluster, as an ingress controller, a mesh's
 * gateway and a Gateway do: all kinds at once, each for the hosts that it names.
 *
 * <p>Changes that come close together are followed together. What can't be followed is logged and leaves the rest as it
 * was; a refusal is tried again after a second.
 */
public final class TrafficController implements AutoCloseable {

    static final ResourceDefinitionContext VIRTUAL_SERVICE = new ResourceDefinitionContext.Builder()
            .withGroup("networking.istio.io")
            .withVersion("v1")
            .withKind("VirtualService")
            .withPlural("virtualservices")
            .withNamespaced(true)
            .build();

    static final ResourceDefinitionContext HTTP_ROUTE = new ResourceDefinitionContext.Builder()
            .withGroup("gateway.networking.k8s.io")
            .withVersion("v1")
            .withKind("HTTPRoute")
            .withPlural("httproutes")
            .withNamespaced(true)
            .build();

    private static final Logger LOG = LoggerFactory.getLogger(TrafficController.class);

    private final Nginx nginx;
    private final Backends backends;
    private final SharedIndexInformer<Ingress> ingresses;
    private final SharedIndexInformer<GenericKubernetesResource> virtualServices;
    private final SharedIndexInformer<GenericKubernetesResource> httpRoutes;
    private final AtomicBoolean asked = new AtomicBoolean();
    /** Takes nothing more when it is closed. */
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("traffic-controller").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    private volatile RoutingTable effective = RoutingTable.EMPTY;
    private @Nullable String config;

    private TrafficController(KubernetesClient client, Nginx nginx, Backends backends) {
        this.nginx = nginx;
        this.backends = backends;
        ingresses = client.network().v1().ingresses().inAnyNamespace().runnableInformer(0);
        virtualServices = informer(client, VIRTUAL_SERVICE);
        httpRoutes = informer(client, HTTP_ROUTE);
    }

    private static SharedIndexInformer<GenericKubernetesResource> informer(
            KubernetesClient client, ResourceDefinitionContext kind) {
        return client.genericKubernetesResources(kind).inAnyNamespace().runnableInformer(0);
    }

    /**
     * Starts following. A cluster that doesn't know a kind has none of it: the controller asks again until it knows.
     */
    public static TrafficController start(KubernetesClient client, Nginx nginx, Backends backends) {
        TrafficController controller = new TrafficController(client, nginx, backends);
        controller.follow(controller.ingresses);
        controller.follow(controller.virtualServices);
        controller.follow(controller.httpRoutes);
        return controller;
    }

    /** Asks the backends anew: their addresses may have changed. */
    public void refresh() {
        if (asked.compareAndSet(false, true)) {
            thread.execute(this::update);
        }
    }

    /** Whether users who ask for this host meet a rule of it by now. */
    public boolean serves(String host) {
        return effective.rules().stream().anyMatch(rule -> rule.host().equals(host));
    }

    /** What nginx serves now. */
    RoutingTable effective() {
        return effective;
    }

    @Override
    public void close() {
        ingresses.stop();
        virtualServices.stop();
        httpRoutes.stop();
        thread.close();
    }

    private <T> void follow(SharedIndexInformer<T> informer) {
        informer.exceptionHandler((started, problem) -> true);
        informer.addEventHandler(new Waker<>());
        informer.start();
    }

    private void update() {
        asked.set(false);
        RoutingTable table = IngressRoutes.of(ingresses.getStore().list())
                .and(VirtualServiceRoutes.of(virtualServices.getStore().list()))
                .and(HttpRoutes.of(httpRoutes.getStore().list()));
        try {
            String wanted = NginxConfig.render(table, backends, nginx.listen());
            if (!wanted.equals(config)) {
                nginx.apply(wanted);
                config = wanted;
            }
            become(table);
        } catch (RuntimeException e) {
            LOG.error("The routes could not be followed and stay as they were", e);
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(this::refresh);
        }
    }

    private void become(RoutingTable table) {
        if (!table.problems().equals(effective.problems())) {
            table.problems().forEach(problem -> LOG.warn("{}", problem));
        }
        effective = table;
    }

    /** What changed doesn't matter: the whole table is read again. */
    private final class Waker<T> implements ResourceEventHandler<T> {

        @Override
        public void onAdd(T added) {
            refresh();
        }

        @Override
        public void onUpdate(T before, T after) {
            refresh();
        }

        @Override
        public void onDelete(T deleted, boolean finalStateUnknown) {
            refresh();
        }
    }
}
