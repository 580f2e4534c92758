package io.huidu.e2e.world.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.huidu.e2e.world.KubeApi;
import io.huidu.e2e.world.KubeApis;
import io.huidu.e2e.world.Manifests;
import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.RequiredTools;
import io.huidu.e2e.world.load.LoadGenerator;
import io.huidu.e2e.world.load.LoadSettings;
import io.huidu.e2e.world.load.UserCounts;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routing objects on the best API server to be had, followed by a real nginx. */
class TrafficControllerTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String VIRTUAL_SERVICES = "virtualservices.networking.istio.io";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static KubeApi api;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Nginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TwoVersions versions;

    @BeforeAll
    static void startKubernetes(@TempDir Path directory) {
        RequiredTools.need(PackagedTools.NGINX);
        api = KubeApis.best(directory);
        Manifests.applyResource(api, Manifests.SHOP);
        Manifests.applyResource(api, Manifests.VIRTUAL_SERVICE);
    }

    @AfterAll
    static void stopKubernetes() throws Exception {
        if (api != null) {
            api.close();
        }
    }

    @BeforeEach
    void start() {
        versions = open(new TwoVersions());
        nginx = open(Nginx.start());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : opened.reversed()) {
            part.close();
        }
        api.client().network().v1().ingresses().inNamespace("shop").delete();
        virtualServices().delete();
    }

    @Test
    void sharesFollowTheCanaryIngress() {
        TrafficController controller = open(TrafficController.start(api.client(), nginx, versions));
        apply(IngressRoutesTest.ingress("servicea", "{}", "servicea-v1", "/", "Prefix"));

        for (int weight : new int[] {0, 10, 50, 100, 0}) {
            apply(IngressRoutesTest.canary(Integer.toString(weight), "100"));
            awaitShares(controller, weight, 100 - weight);

            assertShareOfB(see(TwoVersions.HOST, 1_000), weight / 100.0);
        }
    }

    @Test
    void sharesFollowTheVirtualServiceOfAnotherHostAtTheSameTime() {
        apply(IngressRoutesTest.ingress("servicea", "{}", "servicea-v1", "/", "Prefix"));
        apply(VirtualServiceRoutesTest.split("servicea", 70, 30));
        TrafficController controller = open(TrafficController.start(api.client(), nginx, versions));
        await().atMost(SOON).until(() -> controller.effective().rules().size() == 5);

        assertShareOfB(see("servicea.shop", 1_000), 0.3);
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
        TrafficController controller = open(TrafficController.start(api.client(), nginx, versions));
        awaitShares(controller, 100, 0);

        api.client().resource(canary).delete();
        awaitShares(controller, 1);

        assertShareOfB(see(TwoVersions.HOST, 100), 0);
    }

    @Test
    void failsForUsersWhileNobodyIsReadyAndRecoversAtARefresh() {
        apply(IngressRoutesTest.ingress("servicea", "{}", "servicea-v1", "/", "Prefix"));
        List<InetSocketAddress> ready = new CopyOnWriteArrayList<>();
        TrafficController controller = open(TrafficController.start(api.client(), nginx, destination -> ready));
        awaitShares(controller, 1);
        UserCounts before = see(TwoVersions.HOST, 50);

        ready.addAll(versions.of(TwoVersions.V1));
        controller.refresh();

        assertThat(before.failedElsewhere()).isEqualTo(before.requests());
        await().atMost(SOON).until(() -> see(TwoVersions.HOST, 50).failures() == 0);
    }

    @Test
    void followsIngressesWithoutIstioAndVirtualServicesOnceItIsInstalled() {
        assumeTrue(api.isReal(), "the mock serves every kind, installed or not");
        var definition =
                api.client().apiextensions().v1().customResourceDefinitions().withName(VIRTUAL_SERVICES);
        definition.delete();
        await().atMost(SOON).until(() -> definition.get() == null);
        apply(IngressRoutesTest.ingress("servicea", "{}", "servicea-v1", "/", "Prefix"));
        TrafficController controller = open(TrafficController.start(api.client(), nginx, versions));
        await().atMost(SOON).until(() -> controller.serves(TwoVersions.HOST));

        Manifests.applyResource(api, Manifests.VIRTUAL_SERVICE);
        apply(VirtualServiceRoutesTest.split("servicea", 0, 100));

        await().atMost(SOON).until(() -> controller.serves("servicea.shop"));
        assertShareOfB(see("servicea.shop", 100), 1);
    }

    private void awaitShares(TrafficController controller, long... weights) {
        await().atMost(SOON)
                .until(() -> controller.effective().rules().stream()
                        .anyMatch(rule -> Arrays.equals(
                                rule.shares().stream().mapToLong(Share::weight).toArray(), weights)));
    }

    /** Nobody fails, and the share is within five standard deviations: exactly 0 or 1 at the ends. */
    private static void assertShareOfB(UserCounts seen, double share) {
        double fiveSigma = 5 * Math.sqrt(share * (1 - share) / seen.requests());
        assertThat(seen.failures()).isZero();
        assertThat(seen.shareOfB()).isCloseTo(share, within(fiveSigma));
    }

    private UserCounts see(String host, int requests) {
        LoadSettings settings = LoadSettings.of(nginx.uri(), host).withPerSecond(1_000);
        LoadGenerator users = LoadGenerator.start(settings, TwoVersions.pictures());
        try (users) {
            await().atMost(SOON).until(() -> users.counts().requests() >= requests);
        }
        return users.counts();
    }

    private void apply(Ingress ingress) {
        api.client().resource(ingress).createOr(existing -> existing.update());
    }

    private void apply(GenericKubernetesResource virtualService) {
        virtualServices().resource(virtualService).createOr(existing -> existing.update());
    }

    private static NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            virtualServices() {
        return api.client()
                .genericKubernetesResources(TrafficController.VIRTUAL_SERVICE)
                .inNamespace("shop");
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.add(part);
        return part;
    }
}
