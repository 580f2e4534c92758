package io.huidu.shifter.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.contract.RouterContract;
import io.huidu.shifter.contract.ServiceWorld;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Routing;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnableKubernetesMockClient(crud = true)
class ServiceRouterTest extends RouterContract {

    // Set by the extension of the annotation.
    @SuppressWarnings("NullAway.Init")
    static KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init")
    static KubernetesClient client;

    @SuppressWarnings("NullAway.Init")
    ServiceWorld world;

    @BeforeEach
    void makeWorld() {
        server.reset();
        world = new ServiceWorld(client, client, "shop");
    }

    @Override
    protected World world() {
        return world;
    }

    // The selector

    @Test
    void selectsOneVersionOrBoth() {
        world.leadTo(world.split().stable());

        apply(25, 3, 1);
        assertThat(world.selector()).isEqualTo(Map.of("app", "servicea"));

        apply(100, 3, 3);
        assertThat(world.selector()).isEqualTo(Map.of("app", "servicea", "version", "v2"));

        apply(0, 3, 3);
        assertThat(world.selector()).isEqualTo(Map.of("app", "servicea", "version", "v1"));
    }

    @Test
    void remembersWhatItFoundAndWhatWasAsked() {
        world.select("{app: servicea, version: v1, team: shop}");

        apply(25, 3, 1);

        Service service = world.resource().get();
        assertThat(service.getMetadata().getAnnotations())
                .isEqualTo(Map.of(
                        "huidu.io/found", "{\"version\":\"v1\"}",
                        "huidu.io/marks", "{\"v1\":{\"version\":\"v1\"},\"v2\":{\"version\":\"v2\"}}",
                        "huidu.io/weights", "{\"v1\":75,\"v2\":25}"));
        assertThat(service.getSpec().getPorts()).hasSize(1);
        assertThat(world.selector()).isEqualTo(Map.of("app", "servicea", "team", "shop"));
    }

    /** Both versions stood behind the Service before Huidu came: it is again so. */
    @Test
    void putsASelectorOfBothBack() {
        world.select("{app: servicea}");
        Object untouched = world.content();
        apply(0, 3, 1);
        assertThat(world.selector()).containsEntry("version", "v1");

        world.router().release(world.split());

        assertThat(world.content()).isEqualTo(untouched);
    }

    @Test
    void aSelectorOfBothThatNobodyAskedForIsNeitherNothingNorEverything() {
        world.select("{app: servicea}");

        assertThat(observe(3, 0)).isEqualTo(new Route.At(Routing.of(Weight.of(1)), Optional.of(Weight.ZERO)));
        assertThat(observe(3, 3)).isEqualTo(new Route.At(Routing.of(Weight.of(50)), Optional.of(Weight.of(50))));
        assertThat(observe(0, 3)).isEqualTo(new Route.At(Routing.of(Weight.of(99)), Optional.of(Weight.ALL)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "[]", "{\"v2\":250}", "{\"v2\":\"many\"}", "{}", "{\"v2\":0}"})
    void aWeightThatSomebodyMadeSomethingElseOfWasNeverAsked(String weights) {
        world.leadTo(world.split().stable());
        apply(25, 3, 1);
        world.resource().edit(service -> {
            service.getMetadata().getAnnotations().put("huidu.io/weights", weights);
            return service;
        });

        assertThat(observe(3, 3)).isEqualTo(new Route.At(Routing.of(Weight.of(50)), Optional.of(Weight.of(50))));
    }

    // The share

    @Test
    void tellsTheShareThatThePodsMake() {
        world.leadTo(world.split().stable());

        apply(49, 3, 2);

        assertThat(observe(3, 2)).isEqualTo(new Route.At(Routing.of(Weight.of(49)), Optional.of(Weight.of(40))));
        assertThat(observe(2, 2)).isEqualTo(new Route.At(Routing.of(Weight.of(49)), Optional.of(Weight.of(50))));
    }

    @ParameterizedTest
    @CsvSource({"25, 3, 2", "5, 3, 1", "25, 0, 1", "99, 0, 3"})
    void neverGivesMoreThanAsked(int weight, int stable, int canary) {
        world.leadTo(world.split().stable());
        Object untouched = world.written();

        assertThatThrownBy(() -> apply(weight, stable, canary))
                .isInstanceOfSatisfying(
                        RouteException.class, e -> assertThat(e.reason()).isEqualTo(Reason.SHARE_TOO_LARGE))
                .hasMessageContaining("got %d ready pods of v2 beside %d of v1".formatted(canary, stable));

        assertThat(world.written()).isEqualTo(untouched);
    }

    @Test
    void givesLessThanEverythingWhateverThePodsMakeOfIt() {
        world.leadTo(world.split().canary());

        apply(25, 3, 2);

        assertThat(observe(3, 2)).isEqualTo(new Route.At(Routing.of(Weight.of(25)), Optional.of(Weight.of(40))));
    }

    @Test
    void selectsNoPodsThatNeverHadTraffic() {
        world.leadTo(world.split().stable());
        pod("servicea-v1-x", "{app: servicea, version: v1}");
        pod("worker-x", "{app: servicea, role: worker}");

        assertThatThrownBy(() -> apply(25, 3, 1))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("pod worker-x is of neither version and has the labels {app=servicea}");

        client.pods().inNamespace("shop").withName("worker-x").delete();
        apply(25, 3, 1);

        assertThat(world.selector()).isEqualTo(Map.of("app", "servicea"));
    }

    // The way back

    @Test
    void goesBackWithoutAnyDeployment() {
        world.leadTo(world.split().stable());
        apply(25, 3, 1);
        world.deployment(world.split().stable()).delete();
        world.deployment(world.split().canary()).delete();

        world.router().apply(world.split(), Routing.NOTHING);

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.NOTHING));
        assertThat(world.selector()).isEqualTo(Map.of("app", "servicea", "version", "v1"));
    }

    @Test
    void noNoteKeepsARollbackFromBeingWritten() {
        world.leadTo(world.split().stable());
        apply(25, 3, 1);
        world.resource().edit(service -> {
            service.getMetadata().getAnnotations().replaceAll((name, value) -> "no JSON");
            return service;
        });

        world.router().apply(world.split(), Routing.NOTHING);

        assertThat(world.router().observe(world.split())).isEqualTo(new Route.At(Routing.NOTHING));
        assertThatThrownBy(() -> world.router().release(world.split()))
                .hasMessageContaining("annotation huidu.io/found: got 'no JSON'");
    }

    // What it can't do

    @Test
    void saysWhatItNeedsToKnow() {
        world.leadTo(world.split().stable());
        world.deployment(world.split().canary()).delete();

        assertThat(world.router().observe(world.split()))
                .isEqualTo(
                        new Route.Unclear(
                                "Service shop/servicea: which labels tell the versions apart is not known without the Deployments servicea-v1 and servicea-v2; create them"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{version: v1} | got the selector {version=v1}, expected a label that the pods of both versions have",
                "{app: other, version: v1} | expected labels that the pods of Deployment servicea-v1 have: {app=servicea",
                "{app: servicea, version: v3} | expected {version=v1}, {version=v2} or neither"
            })
    void saysWhatIsWrongWithASelector(String selector, String problem) {
        world.select(selector);

        assertThat(world.router().observe(world.split()))
                .isInstanceOfSatisfying(
                        Route.Unclear.class,
                        unclear -> assertThat(unclear.message())
                                .startsWith("Service shop/servicea: ")
                                .contains(problem));
    }

    private void apply(int weight, int stable, int canary) {
        pods(stable, canary);
        world.router().apply(world.split(), Routing.of(Weight.of(weight)));
    }

    private Route observe(int stable, int canary) {
        pods(stable, canary);
        return world.router().observe(world.split());
    }

    private void pods(int stable, int canary) {
        world.setReady(world.split().stable(), stable);
        world.setReady(world.split().canary(), canary);
    }

    private static void pod(String name, String labels) {
        client.resource(Serialization.unmarshal("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: %s, labels: %s}
                        spec: {containers: [{name: main, image: "registry/servicea:1"}]}
                        """.formatted(name, labels), Pod.class))
                .inNamespace("shop")
                .create();
    }
}
