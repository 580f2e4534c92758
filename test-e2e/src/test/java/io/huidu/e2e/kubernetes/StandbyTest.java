package io.huidu.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.e2e.world.BrokerProcess;
import io.huidu.e2e.world.Http;
import io.huidu.e2e.world.HuiduProcess;
import io.huidu.e2e.world.Kubelet;
import io.huidu.e2e.world.Manifests;
import io.huidu.e2e.world.Router;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two shifters, of which the leader is killed in mid-step: the other one goes on where it was, and can go back. */
class StandbyTest {

    private static final Logger LOG = LoggerFactory.getLogger(StandbyTest.class);
    private static final Duration SOON = Duration.ofMinutes(2);
    /** The Lease's ten seconds, and what a busy machine adds. */
    private static final Duration TAKEOVER = Duration.ofSeconds(40);

    @Test
    void goesOnWhereTheKilledLeaderWas() throws IOException, InterruptedException {
        try (RealCluster cluster = RealCluster.start();
                BrokerProcess broker = BrokerProcess.start(cluster.directory());
                Kubelet kubelet = new Kubelet(cluster.host(), "shop", InstantSource.system());
                HuiduProcess one = shifter(cluster, broker, "one")) {
            // Given a leader in the first step, and one that stands by
            Manifests.applyResource(cluster.api(), Manifests.SHOP);
            Manifests.applyResource(cluster.api(), Router.NGINX.manifest());
            kubelet.run("servicea-v1");
            kubelet.run("servicea-v2");
            await().atMost(SOON).ignoreExceptions().until(() -> leads(one));
            try (HuiduProcess other = shifter(cluster, broker, "other")) {
                await().atMost(SOON)
                        .ignoreExceptions()
                        .until(() -> Http.get(other.uri().resolve("/readyz")), ready -> ready.contains("\"ok\":true"));
                release(cluster).create();
                await().atMost(SOON).until(() -> "v1".equals(status(cluster).serving));
                patch(cluster, "{\"spec\": {\"desired\": \"v2\"}}");
                await().atMost(SOON).until(() -> observed(cluster).equals(Optional.of(25)));
                String running = id(cluster).orElseThrow();
                assertThat(leads(other)).isFalse();

                // When
                Instant killed = Instant.now();
                one.process().current().kill9();
                await().atMost(TAKEOVER).ignoreExceptions().until(() -> leads(other));
                LOG.info(
                        "led again after {} ms",
                        Duration.between(killed, Instant.now()).toMillis());

                // Then no weight has moved, the same release runs, and a rollback is done at once
                assertThat(observed(cluster)).contains(25);
                assertThat(id(cluster)).contains(running);
                patch(
                        cluster,
                        "{\"metadata\": {\"annotations\": {\"huidu.io/rollback\": \"%s oncall: as the test asks\"}}}"
                                .formatted(running));
                await().atMost(SOON).until(() -> "rolledBack".equalsIgnoreCase(status(cluster).phase));
                assertThat(observed(cluster)).contains(0);
            }
        }
    }

    private static HuiduProcess shifter(RealCluster cluster, BrokerProcess broker, String name) throws IOException {
        Path directory = Files.createDirectory(cluster.directory().resolve(name));
        return HuiduProcess.shifter(
                directory,
                Map.of(
                        "HUIDU_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                        "HUIDU_NAMESPACE", RealCluster.SHIFTER.namespace(),
                        "KUBECONFIG",
                                cluster.api().kubeconfigOf(RealCluster.SHIFTER).toString(),
                        // Pods of a Deployment have names of their own.
                        "HOSTNAME", name),
                "-Xmx128m");
    }

    private static boolean leads(HuiduProcess shifter) throws IOException, InterruptedException {
        return Http.get(shifter.uri().resolve("/metrics")).contains("huidu_shifter_leading 1.0");
    }

    private static Resource<CanaryRelease> release(RealCluster cluster) {
        return cluster.host().resource(Serialization.unmarshal("""
                apiVersion: huidu.io/v1alpha1
                kind: CanaryRelease
                metadata: {name: servicea, namespace: shop}
                spec:
                  versions: [{name: v1, deployment: servicea-v1}, {name: v2, deployment: servicea-v2}]
                  desired: v1
                  traffic: {nginxIngress: {ingress: servicea}}
                  steps: [{weight: 25}, {weight: 100}]
                  analysis: {preset: spring-boot, warmup: 0s}
                """, CanaryRelease.class));
    }

    private static void patch(RealCluster cluster, String patch) {
        release(cluster).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private static CanaryReleaseStatus status(RealCluster cluster) {
        return Objects.requireNonNullElseGet(release(cluster).get().getStatus(), CanaryReleaseStatus::new);
    }

    private static Optional<Integer> observed(RealCluster cluster) {
        return Optional.ofNullable(status(cluster).weight).map(weight -> weight.observed);
    }

    private static Optional<String> id(RealCluster cluster) {
        return Optional.ofNullable(status(cluster).release).map(release -> release.id);
    }
}
