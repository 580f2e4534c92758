package io.huidu.shifter.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Weight;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.cluster.PatientRouter;
import io.huidu.shifter.contract.VirtualServiceWorld;
import io.huidu.shifter.route.CircuitBreaker;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Router;
import io.huidu.shifter.route.Routing;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class SubsetsTest {

    private static final Routing SOME = Routing.of(Weight.of(5));

    // Set by the extension of the annotation.
    @SuppressWarnings("NullAway.Init")
    static KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init")
    static KubernetesClient client;

    @SuppressWarnings("NullAway.Init")
    VirtualServiceWorld world;

    @SuppressWarnings("NullAway.Init")
    Router router;

    @BeforeEach
    void makeWorld() {
        server.reset();
        world = new VirtualServiceWorld(client, client, IstioRouter.KINDS.getFirst(), "shop");
        world.leadTo(world.split().stable());
        router = new PatientRouter(
                new IstioRouter(new Cluster(client), "servicea", Optional.of(CircuitBreaker.DEFAULT)));
    }

    @Test
    void makesTheMissingSubsetAndBreaksTheCircuitWhileAReleaseRuns() {
        create("""
                [{name: v1, labels: {version: v1}, trafficPolicy: {connectionPool: {tcp: {maxConnections: 9}}, loadBalancer: {simple: RANDOM}}},
                 {name: other, labels: {version: other}}]""");
        pod("v2");
        Object before = spec();

        router.apply(world.split(), SOME);

        String breaker = """
                connectionPool: {http: {http1MaxPendingRequests: 1024, http2MaxRequests: 1024, maxRequestsPerConnection: 1, maxRetries: 3}},
                outlierDetection: {consecutive5xxErrors: 5, interval: 10s, baseEjectionTime: 30s, maxEjectionPercent: 10}""";
        assertThat(spec()).isEqualTo(spec("""
                [{name: v1, labels: {version: v1}, trafficPolicy: {loadBalancer: {simple: RANDOM}, %s}},
                 {name: other, labels: {version: other}},
                 {name: v2, labels: {version: v2}, trafficPolicy: {%s}}]""".formatted(breaker, breaker)));
        assertThat(router.observe(world.split())).isEqualTo(new Route.At(SOME));

        router.release(world.split());

        assertThat(spec()).isEqualTo(before);
        assertThat(rule().get().getMetadata().getAnnotations()).isEqualTo(Map.of("note", "mine"));
    }

    @Test
    void putsThePoliciesBackWhenTheReleaseIsOver() {
        create("[{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]");
        Object before = spec();

        router.apply(world.split(), SOME);
        assertThat(spec()).isNotEqualTo(before);
        router.apply(world.split(), Routing.EVERYTHING);
        assertThat(spec()).isEqualTo(before);

        router.apply(world.split(), SOME);
        router.apply(world.split(), Routing.NOTHING);
        assertThat(spec()).isEqualTo(before);
    }

    @Test
    void writesNothingTwice() {
        create("[{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]");
        router.apply(world.split(), SOME);
        Object once = rule().get();

        router.apply(world.split(), SOME);

        assertThat(rule().get()).isEqualTo(once);
    }

    @Test
    void refusesASubsetWithoutPods() {
        create("[{name: v1, labels: {version: v1}}]");

        assertThatThrownBy(() -> router.apply(world.split(), SOME))
                .isInstanceOf(RouteException.class)
                .hasMessage(
                        "DestinationRule shop/servicea: has no subset v2, and no pod has the label version=v2 to make"
                                + " one of; label the pods, or write the subset");
        assertThat(router.observe(world.split())).isEqualTo(new Route.At(Routing.NOTHING));
    }

    @Test
    void goesBackWithoutTheDestinationRule() {
        create("[{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]");
        router.apply(world.split(), SOME);
        rule().delete();

        router.apply(world.split(), Routing.NOTHING);

        assertThat(router.observe(world.split())).isEqualTo(new Route.At(Routing.NOTHING));
        assertThatThrownBy(() -> router.apply(world.split(), SOME))
                .isInstanceOf(RouteException.class)
                .hasMessageStartingWith("DestinationRule shop/servicea: doesn't exist");
    }

    private void pod(String version) {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName("servicea-" + version)
                        .addToLabels("version", version)
                        .endMetadata()
                        .build())
                .create();
    }

    private void create(String subsets) {
        client.genericKubernetesResources(Subsets.KINDS.getFirst())
                .inNamespace("shop")
                .resource(Serialization.unmarshal(yaml(subsets), GenericKubernetesResource.class))
                .create();
    }

    private static String yaml(String subsets) {
        return """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: servicea, namespace: shop, annotations: {note: mine}}
                spec: {host: servicea, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}, subsets: %s}
                """.formatted(subsets);
    }

    private static Object spec(String subsets) {
        return Serialization.unmarshal(yaml(subsets), GenericKubernetesResource.class)
                .getAdditionalProperties();
    }

    private static Object spec() {
        return rule().get().getAdditionalProperties();
    }

    private static Resource<GenericKubernetesResource> rule() {
        return client.genericKubernetesResources(Subsets.KINDS.getFirst())
                .inNamespace("shop")
                .withName("servicea");
    }
}
