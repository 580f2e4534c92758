package io.huidu.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.e2e.world.BuiltModule;
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
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.StringMatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static final Routing MANIFOLD = Routing.of(Weight.of(25))
            .matching(List.of(
                    Match.header("x-canary", StringMatch.exact("true")),
                    Match.cookie("group", StringMatch.exact("beta"))))
            .mirroring(Weight.of(10))
            .keeping(Optional.of(RouterContract.COOKIE));

    /** The whole of what the unit tests expect to be written, without a field that a schema drops or refuses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "istio/subsets-at-25",
                "istio/subsets-beyond",
                "istio/subsets-kept",
                "istio/hosts-at-25",
                "istio/protocols-at-25",
                "gatewayapi/shop-after",
                "gatewayapi/shop-kept"
            })
    void writesWhatThePublishedSchemasKnow(String name) throws IOException {
        cluster.assumePublishedSchemas();
        GenericKubernetesResource written = Serialization.unmarshal(
                manifest(name, namespace()).replaceAll("\\R *somethingNewer: .*", ""), GenericKubernetesResource.class);

        GenericKubernetesResource kept = cluster.host().resource(written).create();

        assertThat(kept.getAdditionalProperties()).isEqualTo(written.getAdditionalProperties());
    }

    @ParameterizedTest
    @ValueSource(strings = {"subsets-before", "hosts-before"})
    void writesVirtualServicesOfHostsAsTheirSchemaAsksAndPutsThemBack(String name) throws IOException {
        VirtualServiceWorld world = virtualService();
        world.create(manifest("istio/" + name, world.split().namespace()));

        writesAndPutsBack(world, MANIFOLD);
    }

    @Test
    void writesConnectionsOfHostsAsTheirSchemaAsksAndPutsThemBack() throws IOException {
        VirtualServiceWorld world = virtualService();
        world.create(manifest("istio/protocols-before", world.split().namespace()));

        writesAndPutsBack(world, Routing.of(Weight.of(25)));
    }

    @Test
    void writesHttpRoutesOfHostsAsTheirSchemaAsksAndPutsThemBack() throws IOException {
        GatewayRouteWorld world = new GatewayRouteWorld(
                cluster.host(), shifter, RouteKind.HTTP, Ability.HTTP_ROUTE_WITH_REGEX, namespace());
        world.create(manifest("gatewayapi/shop-before", world.split().namespace()));

        writesAndPutsBack(world, MANIFOLD);
    }

    private static VirtualServiceWorld virtualService() {
        return new VirtualServiceWorld(cluster.host(), shifter, IstioRouter.KINDS.getFirst(), namespace());
    }

    /** As the unit tests have it. */
    private static String manifest(String name, String namespace) throws IOException {
        Path file = BuiltModule.root().resolve("shifter/src/test/resources/%s.yaml".formatted(name));
        return Files.readString(file)
                .replace("namespace: shop", "namespace: " + namespace)
                .replaceAll("group: \"\"(, |\\R *)", ""); // which an API server of 1.20 takes for null
    }

    private static void writesAndPutsBack(RouterContract.World world, Routing routing) {
        Object before = world.content();

        world.router().apply(world.split(), routing);

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(routing));

        world.router().release(world.split());

        assertThat(world.content()).isEqualTo(before);
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
