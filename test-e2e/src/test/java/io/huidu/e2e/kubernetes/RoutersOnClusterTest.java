package io.huidu.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Weight;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.cluster.Contests;
import io.huidu.shifter.cluster.PatientRouter;
import io.huidu.shifter.cluster.PeacefulRouter;
import io.huidu.shifter.contract.GatewayRouteWorld;
import io.huidu.shifter.contract.IngressWorld;
import io.huidu.shifter.contract.RouterContract;
import io.huidu.shifter.contract.ServiceWorld;
import io.huidu.shifter.contract.VirtualServiceWorld;
import io.huidu.shifter.gatewayapi.RouteKind;
import io.huidu.shifter.istio.IstioRouter;
import io.huidu.shifter.route.Ability;
import io.huidu.shifter.route.CircuitBreaker;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Routing;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The routers' contract where schemas, conflicts and rights are real. */
class RoutersOnClusterTest {

    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    // Set before all tests.
    @SuppressWarnings("NullAway.Init")
    private static RealCluster cluster;

    @SuppressWarnings("NullAway.Init")
    private static KubernetesClient shifter;

    @BeforeAll
    static void start() {
        cluster = RealCluster.start();
        shifter = cluster.shifter();
    }

    @AfterAll
    static void stop() {
        if (shifter != null) {
            shifter.close();
            cluster.close();
        }
    }

    private static String namespace() {
        String name = "shop-" + NAMESPACES.incrementAndGet();
        cluster.createNamespace(name);
        return name;
    }

    @Nested
    class Istio extends RouterContract {
        @Override
        protected World world() {
            return new VirtualServiceWorld(cluster.host(), shifter, IstioRouter.KINDS.getFirst(), namespace());
        }
    }

    @Nested
    class HttpRoute extends RouterContract {
        @Override
        protected World world() {
            return new GatewayRouteWorld(
                    cluster.host(), shifter, RouteKind.HTTP, Ability.HTTP_ROUTE_WITH_REGEX, namespace());
        }
    }

    @Nested
    class GrpcRoute extends RouterContract {
        @Override
        protected World world() {
            return new GatewayRouteWorld(
                    cluster.host(), shifter, RouteKind.GRPC, Ability.GRPC_ROUTE_WITH_REGEX, namespace());
        }
    }

    @Nested
    class NginxIngress extends RouterContract {
        @Override
        protected World world() {
            return new IngressWorld(cluster.host(), shifter, namespace());
        }
    }

    @Nested
    class Service extends RouterContract {
        @Override
        protected World world() {
            return new ServiceWorld(cluster.host(), shifter, namespace());
        }
    }

    /** As a GitOps tool does that knows nothing of a release. */
    @Test
    void saysWhoKeepsOverwritingTheRoute() {
        try (KubernetesClient gitops = cluster.writingAs("argocd-controller")) {
            ResourceDefinitionContext kind = IstioRouter.KINDS.getFirst();
            VirtualServiceWorld world = new VirtualServiceWorld(gitops, shifter, kind, namespace());
            world.leadTo(world.split().stable());
            GenericKubernetesResource inGit = world.object();
            Router router =
                    new PeacefulRouter(new IstioRouter(new Cluster(shifter)), new Contests(), InstantSource.system());

            for (int i = 0; i < 3; i++) {
                router.apply(world.split(), Routing.of(Weight.of(5)));
                world.resource().edit(object -> {
                    object.setAdditionalProperties(inGit.getAdditionalProperties());
                    return object;
                });
                router.observe(world.split());
            }

            assertThat(router.observe(world.split())).isInstanceOfSatisfying(Route.Contested.class, contested -> {
                assertThat(contested.routing()).isEqualTo(Routing.NOTHING);
                assertThat(contested.message()).contains("written by argocd-controller");
            });
        }
    }

    /** The subsets and the circuit breaker, where Istio's schema is real. */
    @Test
    void writesDestinationRulesAsTheirSchemaAsks() {
        String namespace = namespace();
        KubernetesClient host = cluster.host();
        VirtualServiceWorld world = new VirtualServiceWorld(host, shifter, IstioRouter.KINDS.getFirst(), namespace);
        world.leadTo(world.split().stable());
        GenericKubernetesResource rule = Serialization.unmarshal("""
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: servicea}
                spec: {host: servicea, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}
                """, GenericKubernetesResource.class);
        var rules = host.genericKubernetesResources("networking.istio.io/v1", "DestinationRule")
                .inNamespace(namespace);
        rules.resource(rule).create();
        Router router = new PatientRouter(
                new IstioRouter(new Cluster(shifter), "servicea", Optional.of(CircuitBreaker.DEFAULT)));

        router.apply(world.split(), Routing.of(Weight.of(5)));

        assertThat(rules.withName("servicea").get().getAdditionalProperties().toString())
                .contains("consecutive5xxErrors=5", "http1MaxPendingRequests=1024");

        router.release(world.split());

        assertThat(rules.withName("servicea").get().getAdditionalProperties().toString())
                .doesNotContain("consecutive5xxErrors");
    }
}
