package io.huidu.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.e2e.world.ingress.Backends;
import io.huidu.e2e.world.ingress.Destination;
import io.huidu.e2e.world.ingress.Nginx;
import io.huidu.e2e.world.ingress.TrafficController;
import io.huidu.e2e.world.load.LoadGenerator;
import io.huidu.e2e.world.load.LoadSettings;
import io.huidu.e2e.world.load.UserCounts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users, nginx, both versions of ServiceA and Prometheus, each a process of its own, with an Ingress that changes. */
@EnableKubernetesMockClient(crud = true)
class WorldTrafficTest {

    private static final Logger LOG = LoggerFactory.getLogger(WorldTrafficTest.class);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long SEED = 20_260_101;
    private static final String HOST = "servicea.example";

    @SuppressWarnings("NullAway.Init") // set by the annotation
    private KubernetesClient client;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void needsItsPrograms() {
        RequiredTools.need(PackagedTools.NGINX, PackagedTools.PROMETHEUS);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : opened.reversed()) {
            part.close();
        }
    }

    @Test
    void shareOfBFollowsTheIngressAndPrometheusCountsWhatUsersSaw() throws Exception {
        // Given both versions behind nginx, all on v1
        ServiceA v1 = open(pod("v1"));
        ServiceA v2 = open(pod("v2"));
        Prometheus prometheus = open(Prometheus.start(Duration.ofSeconds(1)));
        Nginx nginx = open(Nginx.start());
        TrafficController controller =
                open(TrafficController.start(client, nginx, services(v1.awaitReady(), v2.awaitReady())));
        apply("servicea", "servicea-v1", "{}");
        List<Prometheus.Target> targets =
                List.of(Prometheus.Target.springBoot("shop", v1), Prometheus.Target.springBoot("shop", v2));
        prometheus.setTargets(targets);
        prometheus.awaitScraped(targets);
        long warmUpOfV1 = answers(prometheus, v1, "200|500");
        long warmUpOfV2 = answers(prometheus, v2, "200");
        long warmUpFailuresOfV2 = answers(prometheus, v2, "500");
        await().atMost(SOON).until(() -> controller.serves(HOST));
        LoadGenerator users = open(LoadGenerator.start(LoadSettings.of(nginx.uri(), HOST), ServiceA.pictures()));

        // When v2's weight changes, then users see B as often as it says
        for (int weight : new int[] {25, 100, 0}) {
            apply("servicea-canary", "servicea-v2", canary(weight));
            await().atMost(SOON).untilAsserted(() -> assertShareOfB(see(users, 1_200), weight / 100.0));
        }

        // And when v2 gets ill, users see that
        v2.behave(ServiceA.Behaviour.HEALTHY.withErrorRate(1));
        apply("servicea-canary", "servicea-v2", canary(25));
        await().atMost(SOON).until(() -> users.counts().failedB() > 200);

        // And Prometheus has counted every answer that they got
        users.close();
        UserCounts all = users.counts();
        assertThat(all.failedElsewhere()).as(users.lastFailure().toString()).isZero();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(answers(prometheus, v1, "200|500")).isEqualTo(warmUpOfV1 + all.a() + all.failedA());
            assertThat(answers(prometheus, v2, "200")).isEqualTo(warmUpOfV2 + all.b());
            assertThat(answers(prometheus, v2, "500")).isEqualTo(warmUpFailuresOfV2 + all.failedB());
        });
    }

    private ServiceA pod(String version) {
        PodName name = PodName.of("servicea-" + version, random);
        return ServiceA.start(version, name, ServiceA.Behaviour.HEALTHY, random.nextLong());
    }

    private static Backends services(ServiceA v1, ServiceA v2) {
        Map<Destination, List<InetSocketAddress>> addresses = Map.of(
                new Destination.OfService("shop", "servicea-v1"), List.of(v1.address()),
                new Destination.OfService("shop", "servicea-v2"), List.of(v2.address()));
        return destination -> addresses.getOrDefault(destination, List.of());
    }

    private static void assertShareOfB(UserCounts seen, double share) {
        LOG.info(
                "weight {}: share of B {} of {}, p95 of A {}, of B {}",
                share,
                seen.shareOfB(),
                seen.requests(),
                seen.latenciesA().quantile(0.95),
                seen.latenciesB().quantile(0.95));
        double fiveSigma = 5 * Math.sqrt(share * (1 - share) / seen.requests());
        assertThat(seen.shareOfB()).isCloseTo(share, within(fiveSigma));
    }

    /** What the next users see. Those who came before a change and still wait are among them. */
    private static UserCounts see(LoadGenerator users, int requests) {
        UserCounts before = users.counts();
        await().atMost(SOON).until(() -> users.counts().since(before).requests() >= requests);
        return users.counts().since(before);
    }

    private static long answers(Prometheus prometheus, ServiceA pod, String status) throws Exception {
        return (long) prometheus
                .query("http_server_requests_seconds_count{namespace=\"shop\",pod=\"%s\",uri=\"/\",status=~\"%s\"}"
                        .formatted(pod.pod(), status))
                .orElse(0);
    }

    private static String canary(int weight) {
        return "{nginx.ingress.kubernetes.io/canary: 'true', nginx.ingress.kubernetes.io/canary-weight: '%d'}"
                .formatted(weight);
    }

    private void apply(String name, String service, String annotations) {
        Ingress ingress = Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {namespace: shop, name: %s, annotations: %s}
                spec:
                  rules:
                    - host: servicea.example
                      http:
                        paths: [{path: /, pathType: Prefix, backend: {service: {name: %s, port: {number: 80}}}}]
                """.formatted(name, annotations, service), Ingress.class);
        client.resource(ingress).createOr(existing -> existing.update());
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.add(part);
        return part;
    }
}
