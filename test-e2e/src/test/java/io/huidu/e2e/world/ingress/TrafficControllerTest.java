package io.huidu.e2e.world.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.RequiredTools;
import io.huidu.e2e.world.load.LoadGenerator;
import io.huidu.e2e.world.load.LoadSettings;
import io.huidu.e2e.world.load.UserCounts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routing objects on a mock API server, followed by a real nginx. */
@EnableKubernetesMockClient(crud = true)
class TrafficControllerTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init") // set by the annotation
    private KubernetesMockServer server;

    @SuppressWarnings("NullAway.Init") // set by the annotation
    private KubernetesClient client;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Nginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TwoVersions versions;

    @BeforeAll
    static void needsNginx() {
        RequiredTools.need(PackagedTools.NGINX);
    }

    @BeforeEach
    void start() {
        server.expectCustomResource(new CustomResourceDefinitionContext.Builder()
                .withGroup("networking.istio.io")
                .withVersion("v1")
                .withKind("VirtualService")
                .withPlural("virtualservices")
                .withScope("Namespaced")
                .build());
        versions = open(new TwoVersions());
        nginx = open(Nginx.start());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : opened.reversed()) {
            part.close();
        }
    }

    @Test
    void sharesFollowTheCanaryIngress() {
        TrafficController controller = open(TrafficController.start(client, nginx, versions));
        apply(IngressRoutesTest.ingress("servicea", "{}", "servicea-v1", "/", "Prefix"));

        for (int weight : new int[] {0, 10, 50, 100, 0}) {
            apply(IngressRoutesTest.canary(Integer.toString(weight), "100"));
            awaitShares(controller, weight, 100 - weight);

            assertShareOfB(see(TwoVersions.HOST, 1_500), weight / 100.0);
        }
    }

    @Test
    void sharesFollowTheVirtualServiceOfAnotherHostAtTheSameTime() {
        apply(IngressRoutesTest.ingress("servicea", "{}", "servicea-v1", "/", "Prefix"));
        apply(VirtualServiceRoutesTest.split("servicea", 70, 30));
        TrafficController controller = open(TrafficController.start(client, nginx, versions));
        await().atMost(SOON).until(() -> controller.effective().routes().size() == 5);

        assertShareOfB(see("servicea.shop", 1_500), 0.3);
        assertShareOfB(see(TwoVersions.HOST, 100), 0);

        apply(VirtualServiceRoutesTest.split("servicea", 0, 100));
        awaitShares(controller, 0, 100);
        assertShareOfB(see("servicea", 100), 1);
    }

    @Test
    void withoutTheCanaryIngressAllGoesBack() {
        apply(IngressRoutesTest.ingress("servicea", "{}", "servicea-v1", "/", "Prefix"));
        Ingress canary = IngressRoutesTest.canary("100", "100");
        apply(canary);
        TrafficController controller = open(TrafficController.start(client, nginx, versions));
        awaitShares(controller, 100, 0);

        client.resource(canary).delete();
        awaitShares(controller, 1);

        assertShareOfB(see(TwoVersions.HOST, 100), 0);
    }

    @Test
    void failsForUsersWhileNobodyIsReadyAndRecoversAtARefresh() {
        apply(IngressRoutesTest.ingress("servicea", "{}", "servicea-v1", "/", "Prefix"));
        List<InetSocketAddress> ready = new CopyOnWriteArrayList<>();
        TrafficController controller = open(TrafficController.start(client, nginx, destination -> ready));
        awaitShares(controller, 1);
        UserCounts before = see(TwoVersions.HOST, 50);

        ready.addAll(versions.of(TwoVersions.V1));
        controller.refresh();

        assertThat(before.failedElsewhere()).isEqualTo(before.requests());
        await().atMost(SOON).until(() -> see(TwoVersions.HOST, 50).failures() == 0);
    }

    private void awaitShares(TrafficController controller, long... weights) {
        await().atMost(SOON)
                .until(() -> controller.effective().routes().stream()
                        .anyMatch(route -> Arrays.equals(
                                route.shares().stream().mapToLong(Share::weight).toArray(), weights)));
    }

    /** Nobody fails, and the share is within five standard deviations: exactly 0 or 1 at the ends. */
    private static void assertShareOfB(UserCounts seen, double share) {
        double fiveSigma = 5 * Math.sqrt(share * (1 - share) / seen.requests());
        assertThat(seen.failures()).isZero();
        assertThat(seen.shareOfB()).isCloseTo(share, within(fiveSigma));
    }

    private UserCounts see(String host, int requests) {
        LoadSettings settings = new LoadSettings(nginx.uri(), host, 1_000, 200, Duration.ofSeconds(10));
        LoadGenerator users = LoadGenerator.start(settings, TwoVersions.pictures());
        try (users) {
            await().atMost(SOON).until(() -> users.counts().requests() >= requests);
        }
        return users.counts();
    }

    private void apply(Ingress ingress) {
        client.resource(ingress).createOr(existing -> existing.update());
    }

    private void apply(GenericKubernetesResource virtualService) {
        client.genericKubernetesResources(TrafficController.VIRTUAL_SERVICE)
                .inNamespace("shop")
                .resource(virtualService)
                .createOr(existing -> existing.update());
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.add(part);
        return part;
    }
}
