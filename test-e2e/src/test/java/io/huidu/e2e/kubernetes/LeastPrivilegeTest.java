package io.huidu.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.e2e.world.BrokerProcess;
import io.huidu.e2e.world.Http;
import io.huidu.e2e.world.HuiduProcess;
import io.huidu.e2e.world.Kubelet;
import io.huidu.e2e.world.Manifests;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.console.ConsoleSettings.Login;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A release by every router begins, is seen on the console, is rolled back and is handed back, under the service account
 * of the chart. The API server writes down what that account asks for: nothing that it may not, and all that it may, but
 * what is listed here.
 */
class LeastPrivilegeTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String NAMESPACE = "shop";

    private static final Map<String, String> ROUTERS = Map.of(
            "by-istio", "{istio: {virtualService: servicea, destinationRule: servicea, circuitBreaker: {}}}",
            "by-http-route", "{gatewayApi: {httpRoute: servicea}}",
            "by-grpc-route", "{gatewayApi: {grpcRoute: servicea}}",
            "by-ingress", "{nginxIngress: {ingress: servicea}}",
            "by-pods", "{kubernetes: {service: plain}}");

    /** What is granted and not used here, and why it is granted all the same. */
    private static final Map<String, String> UNUSED = Map.of();

    @Test
    void asksForNothingElseThanItMayAndMayNothingElseThanItAsksFor() throws IOException, InterruptedException {
        try (RealCluster cluster = RealCluster.start();
                BrokerProcess broker = BrokerProcess.start(cluster.directory());
                Kubelet kubelet = new Kubelet(cluster.host(), NAMESPACE, InstantSource.system());
                HuiduProcess shifter = HuiduProcess.shifter(
                        cluster.directory(), broker, cluster.api(), RealCluster.SHIFTER, Login.TOKEN)) {
            // Given
            openShop(cluster, kubelet);

            // When every router gives the new version a share, and a person takes it back
            ROUTERS.forEach((name, traffic) -> create(cluster, name, traffic));
            everyRelease(cluster, status -> "v1".equals(status.serving));
            patchAll(cluster, "{\"spec\": {\"desired\": \"v2\"}}");
            everyRelease(
                    cluster,
                    status -> status.weight != null && Integer.valueOf(25).equals(status.weight.observed));
            String viewer = ShopAccount.token(cluster, "viewer", List.of("get", "list"));
            assertThat(Http.get(shifter.console().resolve("/api/v1/releases/shop/by-istio"), viewer))
                    .contains("\"allowed\":false");
            ROUTERS.keySet().forEach(name -> rollBack(release(cluster, name)));
            everyRelease(cluster, status -> "rolledBack".equalsIgnoreCase(status.phase));
            ROUTERS.keySet().forEach(name -> release(cluster, name).delete());
            await().atMost(SOON)
                    .until(() -> ROUTERS.keySet().stream()
                            .allMatch(name -> release(cluster, name).get() == null));
            shifter.process().current().stop();

            // Then
            AuditLog asked = cluster.asked();
            assertThat(asked.forbidden()).isEmpty();
            Set<String> unused = granted(cluster);
            unused.removeAll(asked.used());
            assertThat(unused).as("granted and not used").isEqualTo(UNUSED.keySet());
        }
    }

    private static void openShop(RealCluster cluster, Kubelet kubelet) {
        Manifests.applyResource(cluster.api(), "/kubernetes/scaledobject-crd.yaml");
        Manifests.applyResource(cluster.api(), Manifests.SHOP);
        Manifests.applyResource(cluster.api(), "/kubernetes/every-router.yaml");
        // A share of many pods is more than one, so that the other version is scaled, too.
        cluster.host()
                .apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName("servicea-v1")
                .scale(8);
        Stream.of("servicea-v1", "servicea-v2", "plain-v1", "plain-v2").forEach(kubelet::run);
    }

    private static void create(RealCluster cluster, String name, String traffic) {
        String workloads = name.equals("by-pods") ? "plain" : "servicea";
        cluster.host()
                .resource(Serialization.unmarshal("""
                        apiVersion: huidu.io/v1alpha1
                        kind: CanaryRelease
                        metadata: {name: %1$s, namespace: shop}
                        spec:
                          versions: [{name: v1, deployment: %2$s-v1}, {name: v2, deployment: %2$s-v2}]
                          desired: v1
                          traffic: %3$s
                          steps: [{weight: 25}, {weight: 100}]
                          analysis: {preset: spring-boot, warmup: 0s}
                        """.formatted(name, workloads, traffic), CanaryRelease.class))
                .create();
    }

    private static void rollBack(Resource<CanaryRelease> release) {
        String id = Optional.ofNullable(release.get().getStatus())
                .flatMap(status -> Optional.ofNullable(status.release))
                .flatMap(running -> Optional.ofNullable(running.id))
                .orElseThrow();
        release.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\": {\"annotations\": {\"huidu.io/rollback\": \"%s oncall: as the test asks\"}}}"
                        .formatted(id));
    }

    private static void patchAll(RealCluster cluster, String patch) {
        ROUTERS.keySet().forEach(name -> release(cluster, name).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    private interface Look {
        boolean holdsFor(CanaryReleaseStatus status);
    }

    private static void everyRelease(RealCluster cluster, Look look) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ROUTERS.keySet()).allSatisfy(name -> {
                    CanaryReleaseStatus status = release(cluster, name).get().getStatus();
                    assertThat(status).isNotNull();
                    assertThat(look.holdsFor(status))
                            .as("%s: %s", status.reason, status.message)
                            .isTrue();
                }));
    }

    private static Resource<CanaryRelease> release(RealCluster cluster, String name) {
        return cluster.host()
                .resources(CanaryRelease.class)
                .inNamespace(NAMESPACE)
                .withName(name);
    }

    /** By the roles that the chart binds to the account. */
    private static Set<String> granted(RealCluster cluster) {
        var rbac = cluster.host().rbac();
        var everywhere = Stream.of("huidu-shifter", "huidu-console")
                .flatMap(role -> rbac.clusterRoles().withName(role).get().getRules().stream());
        var atHome = rbac
                .roles()
                .inNamespace(RealCluster.SHIFTER.namespace())
                .withName("huidu-shifter")
                .get()
                .getRules()
                .stream();
        return Stream.concat(everywhere, atHome)
                .flatMap(LeastPrivilegeTest::rights)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> rights(PolicyRule rule) {
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream()
                        .flatMap(resource ->
                                rule.getVerbs().stream().map(verb -> AuditLog.right(verb, group, resource))));
    }
}
