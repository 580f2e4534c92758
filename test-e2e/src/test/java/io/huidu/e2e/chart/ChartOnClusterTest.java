package io.huidu.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.e2e.world.BrokerProcess;
import io.huidu.e2e.world.HuiduProcess;
import io.huidu.e2e.world.KubeApi;
import io.huidu.e2e.world.KubeApis;
import io.huidu.e2e.world.Kubelet;
import io.huidu.e2e.world.Manifests;
import io.huidu.e2e.world.Router;
import io.huidu.e2e.world.Scratch;
import io.huidu.e2e.world.ServiceAccountName;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart where schemas are real: each rendering as a dry run, and Helm itself from the installation to the end. */
class ChartOnClusterTest {

    private static final String OF_THE_PROMETHEUS_OPERATOR = "monitoring.coreos.com/";
    private static final String SERVER = "1.20.2";
    private static final ServiceAccountName SHIFTER = new ServiceAccountName(Chart.NAMESPACE, "huidu-shifter");
    private static final Duration SOON = Duration.ofMinutes(2);

    private static Scratch scratch;

    // Set before all tests.
    @SuppressWarnings("NullAway.Init")
    private static KubeApi api;

    static List<String> matrix() {
        return Chart.matrix();
    }

    @BeforeAll
    static void start() {
        scratch = Scratch.create("chart");
        api = KubeApis.best(scratch.root());
        assumeTrue(api.isReal(), "no kube-apiserver and etcd were found: test-e2e/bin/kube-assets makes them");
        Stream.of(Chart.NAMESPACE, "shop", "billing")
                .forEach(name -> client().resource(new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build())
                        .create());
    }

    @AfterAll
    static void stop() {
        api.close();
        scratch.close();
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void isTakenByTheApiServer(String values) throws IOException {
        String manifest = Chart.helm()
                .template()
                .withName(Chart.RELEASE)
                .withNamespace(Chart.NAMESPACE)
                .withKubeVersion(SERVER)
                .withValuesFile(Chart.values(values))
                .call();

        for (String document : Chart.documents(manifest)) {
            HasMetadata object = StrictKinds.read(document);
            // Their definitions aren't on this server; StrictKinds has just read them as the operator's own types.
            if (!object.getApiVersion().startsWith(OF_THE_PROMETHEUS_OPERATOR)) {
                HasMetadata taken =
                        client().resource(object).dryRun().forceConflicts().serverSideApply();
                assertThat(taken.getMetadata().getName())
                        .isEqualTo(object.getMetadata().getName());
            }
        }
    }

    @Test
    void upgradesUnderARunningReleaseAndLeavesRoutesAsTheyAreWhenItGoes() throws IOException {
        try (BrokerProcess broker = BrokerProcess.start(scratch.root());
                Kubelet kubelet = new Kubelet(client(), "shop", InstantSource.system())) {
            // Given a chart of before, with a definition of before, and a release in its first step
            install(olderChart());
            assertThat(definition().getSpec().getNames().getShortNames()).containsExactly("older");
            Manifests.applyResource(api, Manifests.SHOP);
            Manifests.applyResource(api, Router.NGINX.manifest());
            kubelet.run("servicea-v1");
            kubelet.run("servicea-v2");
            String running;
            try (HuiduProcess before = shifter(broker, "before")) {
                await().atMost(SOON)
                        .ignoreExceptions()
                        .untilAsserted(() -> client().resource(release()).create());
                await().atMost(SOON).until(() -> "v1".equals(status().serving));
                patch("{\"spec\": {\"desired\": \"v2\"}}");
                await().atMost(SOON).until(() -> shareOfTheCanary().equals("25"));
                running = Objects.requireNonNull(Objects.requireNonNull(status().release).id);
                assertThat(before.uri()).isNotNull();
            }

            // When
            Chart.helm()
                    .upgrade()
                    .withName(Chart.RELEASE)
                    .withNamespace(Chart.NAMESPACE)
                    .withValuesFile(Chart.values("placed"))
                    .withKubeConfig(api.kubeconfig())
                    .call();

            // Then the same release goes on, and ends
            assertThat(definition().getSpec().getNames().getShortNames()).containsExactly("crel");
            assertThat(replicas("huidu-analyzer")).isEqualTo(4);
            assertThat(shareOfTheCanary()).isEqualTo("25");
            try (HuiduProcess after = shifter(broker, "after")) {
                assertThat(after.uri()).isNotNull();
                patch("{\"metadata\": {\"annotations\": {\"huidu.io/promote\": \"%s oncall: as the test asks\"}}}"
                        .formatted(running));
                await().atMost(SOON).until(() -> "v2".equals(status().serving) && status().release == null);
            }
            Object routes = routes();

            // And when it goes, what people wrote stays, and so does the traffic
            Helm.uninstall(Chart.RELEASE)
                    .withNamespace(Chart.NAMESPACE)
                    .withKubeConfig(api.kubeconfig())
                    .call();
            assertThat(client().apps()
                            .deployments()
                            .inNamespace(Chart.NAMESPACE)
                            .list()
                            .getItems())
                    .isEmpty();
            assertThat(client().rbac().clusterRoles().withName("huidu-shifter").get())
                    .isNull();
            assertThat(definition()).isNotNull();
            assertThat(status().serving).isEqualTo("v2");
            assertThat(routes()).isEqualTo(routes);
        }
    }

    private static void install(Path chart) {
        new Helm(chart)
                .install()
                .withName(Chart.RELEASE)
                .withNamespace(Chart.NAMESPACE)
                .withValuesFile(Chart.values("defaults"))
                .withKubeConfig(api.kubeconfig())
                .call();
    }

    /** In place of the pods that no kubelet starts here, with the rights of the chart's account. */
    private static HuiduProcess shifter(BrokerProcess broker, String name) throws IOException {
        return HuiduProcess.shifter(Files.createDirectory(scratch.path(name)), broker, api, SHIFTER);
    }

    private static Path olderChart() throws IOException {
        Path copy = scratch.path("older");
        try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(Chart.FOLDER.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Path definition = copy.resolve("files/crd/canaryreleases.huidu.io.yaml");
        Files.writeString(definition, Files.readString(definition).replace("- crel", "- older"));
        return copy;
    }

    private static GenericKubernetesResource release() {
        return Serialization.unmarshal("""
                apiVersion: huidu.io/v1alpha1
                kind: CanaryRelease
                metadata: {name: servicea, namespace: shop}
                spec:
                  versions: [{name: v1, deployment: servicea-v1}, {name: v2, deployment: servicea-v2}]
                  desired: v1
                  traffic: {nginxIngress: {ingress: servicea}}
                  steps: [{weight: 25}, {weight: 100}]
                  analysis: {preset: spring-boot}
                """, GenericKubernetesResource.class);
    }

    private static Resource<CanaryRelease> found() {
        return client().resources(CanaryRelease.class).inNamespace("shop").withName("servicea");
    }

    private static void patch(String patch) {
        found().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private static CanaryReleaseStatus status() {
        return Objects.requireNonNullElseGet(found().get().getStatus(), CanaryReleaseStatus::new);
    }

    private static List<Ingress> routes() {
        return client().network().v1().ingresses().inNamespace("shop").list().getItems();
    }

    private static String shareOfTheCanary() {
        return routes().stream()
                .map(route -> route.getMetadata()
                        .getAnnotations()
                        .getOrDefault("nginx.ingress.kubernetes.io/canary-weight", ""))
                .filter(weight -> !weight.isEmpty())
                .findFirst()
                .orElse("none");
    }

    private static CustomResourceDefinition definition() {
        return client().apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("canaryreleases.huidu.io")
                .get();
    }

    private static int replicas(String deployment) {
        return client().apps()
                .deployments()
                .inNamespace(Chart.NAMESPACE)
                .withName(deployment)
                .get()
                .getSpec()
                .getReplicas();
    }

    private static KubernetesClient client() {
        return api.client();
    }
}
