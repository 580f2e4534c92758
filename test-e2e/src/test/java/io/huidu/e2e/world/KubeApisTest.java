package io.huidu.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeApisTest {

    @TempDir
    static Path directory;

    private static KubeApi api;

    @BeforeAll
    static void start() {
        api = KubeApis.best(directory);
        Manifests.applyResource(api, Manifests.SHOP);
    }

    @AfterAll
    static void end() {
        api.close();
    }

    @Test
    void theAdministratorsKubeconfigLeadsToTheSameCluster() {
        // When
        try (var client = clientOf(api.kubeconfig())) {

            // Then
            assertThat(client.services().inNamespace("shop").list().getItems())
                    .extracting(s -> s.getMetadata().getName())
                    .containsExactlyInAnyOrder("servicea-v1", "servicea-v2");
        }
    }

    @Test
    void theKubeletSaysOfDeploymentsWhatTheWorldTellsIt() {
        // Given
        try (var kubelet = new Kubelet(api.client(), "shop", InstantSource.system())) {
            await().until(() -> deployment().getStatus().getUnavailableReplicas() == 1);

            // When
            kubelet.run("servicea-v1");
            scale(2);

            // Then
            await().until(() -> deployment().getStatus().getReadyReplicas() == 2);
            var status = deployment().getStatus();
            assertThat(status.getObservedGeneration())
                    .isEqualTo(deployment().getMetadata().getGeneration());
            assertThat(status.getConditions()).singleElement().satisfies(available -> {
                assertThat(available.getStatus()).isEqualTo("True");
                assertThat(available.getLastTransitionTime()).isNotBlank();
            });

            // When
            kubelet.stop("servicea-v1");

            // Then
            assertThat(deployment().getStatus().getConditions())
                    .singleElement()
                    .satisfies(available -> assertThat(available.getStatus()).isEqualTo("False"));
        }
    }

    @Test
    void takesAVirtualService() {
        // Given
        Manifests.applyResource(api, Manifests.VIRTUAL_SERVICE);
        GenericKubernetesResource route = new GenericKubernetesResourceBuilder()
                .withApiVersion("networking.istio.io/v1")
                .withKind("VirtualService")
                .withNewMetadata()
                .withName("servicea")
                .withNamespace("shop")
                .endMetadata()
                .addToAdditionalProperties("spec", Map.of("hosts", List.of("servicea")))
                .build();

        // When
        api.client().resource(route).create();

        // Then
        assertThat(api.client().resource(route).get().getAdditionalProperties())
                .containsEntry("spec", Map.of("hosts", List.of("servicea")));
    }

    @Test
    void aServiceAccountMayDoWhatItsRoleSaysAndNothingElse() {
        assumeTrue(api.isReal(), "the mock knows no rights");

        // Given
        var reader = new ServiceAccountName("shop", "reader");
        mayReadServices(reader);

        // When
        try (var client = clientOf(api.kubeconfigOf(reader))) {

            // Then
            assertThat(client.services().inNamespace("shop").list().getItems()).hasSize(2);
            assertThatThrownBy(() -> client.services()
                            .inNamespace("shop")
                            .withName("servicea-v1")
                            .delete())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("cannot delete resource \"services\"");
            assertThatThrownBy(() -> client.services().inNamespace("default").list())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("in the namespace \"default\"");
        }
    }

    private static void mayReadServices(ServiceAccountName account) {
        var client = api.client();
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(account.name())
                        .withNamespace(account.namespace())
                        .endMetadata()
                        .build())
                .create();
        client.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName("read-services")
                        .withNamespace(account.namespace())
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("")
                        .withResources("services")
                        .withVerbs("get", "list")
                        .endRule()
                        .build())
                .create();
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("reader")
                        .withNamespace(account.namespace())
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "read-services")
                        .addNewSubject("", "ServiceAccount", account.name(), account.namespace())
                        .build())
                .create();
    }

    private static Deployment deployment() {
        return api.client()
                .apps()
                .deployments()
                .inNamespace("shop")
                .withName("servicea-v1")
                .get();
    }

    private static void scale(int replicas) {
        api.client()
                .apps()
                .deployments()
                .inNamespace("shop")
                .withName("servicea-v1")
                .scale(replicas);
    }

    private static KubernetesClient clientOf(Path kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }
}
