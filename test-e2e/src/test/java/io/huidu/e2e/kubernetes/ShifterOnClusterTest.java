package io.huidu.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.e2e.world.BrokerProcess;
import io.huidu.e2e.world.HuiduProcess;
import io.huidu.e2e.world.Kubelet;
import io.huidu.e2e.world.Manifests;
import io.huidu.e2e.world.Router;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.DataState;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Verdict;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.kubernetes.ApiReleases;
import io.huidu.shifter.reconcile.ReadRelease;
import io.huidu.shifter.rollout.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shifter's own process, with its service account's rights, on a real API server and a real broker. */
class ShifterOnClusterTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String NAMESPACE = "shop";

    // Set before all tests.
    @SuppressWarnings("NullAway.Init")
    private static RealCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RealCluster.start();
        Manifests.applyResource(cluster.api(), Manifests.SHOP);
        Manifests.applyResource(cluster.api(), Router.NGINX.manifest());
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void refusesAStatusByOneWhoHasReadAnOlderOne() {
        create("contended");
        ReleaseKey key = new ReleaseKey(NAMESPACE, "contended");
        try (KubernetesClient client = cluster.shifter()) {
            ApiReleases releases = new ApiReleases(new Cluster(client));
            ReadRelease early = releases.find(key).orElseThrow();
            release("contended").edit(found -> {
                found.getMetadata().setAnnotations(Map.of("changed", "meanwhile"));
                return found;
            });
            ReadRelease late = releases.find(key).orElseThrow();

            assertThat(releases.record(early, Status.NONE)).isFalse();
            assertThat(releases.record(late, Status.NONE)).isTrue();
        }
        release("contended").delete();
    }

    @Test
    void releasesRollsBackAndLeavesWithTheRightsItHas() throws IOException {
        try (BrokerProcess broker = BrokerProcess.start(cluster.directory());
                Kubelet kubelet = new Kubelet(cluster.host(), NAMESPACE, InstantSource.system());
                HuiduProcess shifter =
                        HuiduProcess.shifter(cluster.directory(), broker, cluster.api(), RealCluster.SHIFTER);
                KafkaConnection kafka =
                        KafkaConnection.open(KafkaSettings.of(broker.bootstrapServers()), "analyzer-of-the-test")) {
            kubelet.run("servicea-v1");
            kubelet.run("servicea-v2");
            create("servicea");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(status("servicea").serving).isEqualTo("v1"));

            desire("servicea", "v2");
            awaitWeight("25");

            assertThat(cluster.host()
                            .leases()
                            .inNamespace(RealCluster.SHIFTER.namespace())
                            .list()
                            .getItems())
                    .extracting(lease -> lease.getMetadata().getName())
                    .contains("huidu-shifter");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(requested("servicea")).isPresent());
            kafka.publisher().publish(judgement("servicea", Verdict.ROLL_BACK)).join();
            awaitWeight("0");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(status("servicea").phase).isEqualToIgnoringCase("rolledBack"));
            assertThat(events()).extracting(Event::getReason).contains("Started", "StepEntered", "ErrorsRegressed");

            release("servicea").delete();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(release("servicea").get()).isNull());
            assertThat(canaryIngress().get()).isNull();
            assertThat(metrics(shifter))
                    .contains("huidu_shifter_rollbacks_total{reason=\"ErrorsRegressed\",} 1.0")
                    .contains("huidu_shifter_kubernetes_events_total{outcome=\"ok\",}")
                    .doesNotContain("huidu_shifter_kubernetes_events_total{outcome=\"failed\",}");
        }
    }

    @Test
    void releasesByThePodsOfOneServiceWithTheRightsItHas() throws IOException {
        Path directory = Files.createDirectory(cluster.directory().resolve("by-pods"));
        try (BrokerProcess broker = BrokerProcess.start(directory);
                Kubelet kubelet = new Kubelet(cluster.host(), NAMESPACE, InstantSource.system());
                HuiduProcess shifter = HuiduProcess.shifter(directory, broker, cluster.api(), RealCluster.SHIFTER);
                KafkaConnection kafka =
                        KafkaConnection.open(KafkaSettings.of(broker.bootstrapServers()), "analyzer-of-the-test")) {
            // Given
            deployment("plain", "v1", 3);
            deployment("plain", "v2", 3);
            service("plain");
            kubelet.run("plain-v1");
            kubelet.run("plain-v2");
            create("plain", "plain", "{kubernetes: {service: plain}}");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(status("plain").serving).isEqualTo("v1"));

            // When
            desire("plain", "v2");

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(selector("plain")).isEqualTo(Map.of("app", "plain")));
            assertThat(replicas("plain-v2")).as("a quarter beside three").isEqualTo(1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(requested("plain")).isPresent());
            assertThat(Objects.requireNonNull(status("plain").weight).asked).isEqualTo(25);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(Objects.requireNonNull(status("plain").weight).observed)
                            .isEqualTo(25));

            kafka.publisher().publish(judgement("plain", Verdict.ROLL_BACK)).join();

            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(selector("plain")).isEqualTo(Map.of("app", "plain", "version", "v1")));

            release("plain").delete();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(release("plain").get()).isNull());
            assertThat(services("plain").get().getMetadata().getAnnotations()).isNullOrEmpty();
            assertThat(replicas("plain-v2")).as("as they were").isEqualTo(3);
            assertThat(metrics(shifter)).contains("router=\"kubernetes\",outcome=\"ok\"");
        }
    }

    private static void deployment(String name, String version, int replicas) {
        cluster.host()
                .resource(Serialization.unmarshal("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: %1$s-%2$s, namespace: shop}
                        spec:
                          replicas: %3$d
                          selector: {matchLabels: {app: %1$s, version: %2$s}}
                          template:
                            metadata: {labels: {app: %1$s, version: %2$s}}
                            spec: {containers: [{name: main, image: "registry/plain:1"}]}
                        """.formatted(name, version, replicas), Deployment.class))
                .create();
    }

    private static void service(String name) {
        cluster.host()
                .resource(Serialization.unmarshal("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: %1$s, namespace: shop}
                        spec: {selector: {app: %1$s, version: v1}, ports: [{port: 80}]}
                        """.formatted(name), Service.class))
                .create();
    }

    private static Resource<Service> services(String name) {
        return cluster.host().resources(Service.class).inNamespace(NAMESPACE).withName(name);
    }

    private static Map<String, String> selector(String name) {
        return services(name).get().getSpec().getSelector();
    }

    private static int replicas(String deployment) {
        return cluster.host()
                .resources(Deployment.class)
                .inNamespace(NAMESPACE)
                .withName(deployment)
                .get()
                .getSpec()
                .getReplicas();
    }

    private static String metrics(HuiduProcess shifter) throws IOException {
        try (InputStream answer = shifter.uri().resolve("/metrics").toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Envelope judgement(String name, Verdict verdict) {
        CanaryReleaseStatus.Release asked = requested(name).orElseThrow();
        Instant now = Instant.now();
        AnalysisJudged judged = new AnalysisJudged(
                EventType.ANALYSIS_ROLLBACK,
                new Judgement(
                        new ReleaseKey(NAMESPACE, name),
                        Objects.requireNonNull(asked.id),
                        Objects.requireNonNull(asked.requestId),
                        0,
                        1,
                        now.minusSeconds(15),
                        now,
                        verdict,
                        Reason.ERRORS_REGRESSED,
                        "in words",
                        DataState.EXACT,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
        return new Envelope(
                EventIds.of(judged),
                URI.create("/huidu/analyzer"),
                now,
                Objects.requireNonNull(asked.id),
                Optional.empty(),
                judged);
    }

    private static Optional<CanaryReleaseStatus.Release> requested(String name) {
        return Optional.ofNullable(status(name).release).filter(running -> running.exposures != null);
    }

    private static void create(String name) {
        create(name, "servicea", "{nginxIngress: {ingress: servicea}}");
    }

    private static void create(String name, String workloads, String traffic) {
        String yaml = """
                apiVersion: huidu.io/v1alpha1
                kind: CanaryRelease
                metadata: {name: %1$s, namespace: shop}
                spec:
                  versions:
                    - {name: v1, deployment: %2$s-v1}
                    - {name: v2, deployment: %2$s-v2}
                  desired: v1
                  traffic: %3$s
                  steps: [{weight: 25}, {weight: 100}]
                  analysis: {preset: spring-boot, warmup: 0s}
                """.formatted(name, workloads, traffic);
        cluster.host()
                .resource(Serialization.unmarshal(yaml, CanaryRelease.class))
                .create();
    }

    /** As a merge patch, which doesn't mind that the shifter writes at the same time. */
    private static void desire(String name, String version) {
        release(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"desired\": \"%s\"}}".formatted(version));
    }

    private static Resource<CanaryRelease> release(String name) {
        return cluster.host()
                .resources(CanaryRelease.class)
                .inNamespace(NAMESPACE)
                .withName(name);
    }

    private static CanaryReleaseStatus status(String name) {
        return Objects.requireNonNullElseGet(release(name).get().getStatus(), CanaryReleaseStatus::new);
    }

    private static Resource<Ingress> canaryIngress() {
        return cluster.host().network().v1().ingresses().inNamespace(NAMESPACE).withName("servicea-canary");
    }

    private static void awaitWeight(String percent) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(canaryIngress().get())
                        .isNotNull()
                        .satisfies(ingress -> assertThat(ingress.getMetadata().getAnnotations())
                                .containsEntry("nginx.ingress.kubernetes.io/canary-weight", percent)));
    }

    private static List<Event> events() {
        return cluster.host().v1().events().inNamespace(NAMESPACE).list().getItems();
    }
}
