package io.huidu.shifter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Reason;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.rollout.Reference;
import io.huidu.shifter.rollout.Workload;
import io.huidu.shifter.rollout.Workload.Trouble;
import io.huidu.shifter.rollout.WorkloadChange;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnableKubernetesMockClient(crud = true)
class DeploymentsTest {

    // Set by the extension of the annotation.
    @SuppressWarnings("NullAway.Init")
    static KubernetesClient client;

    @Test
    void seesNoDeployment() {
        assertThat(deployments().find("nowhere", "servicea")).isEqualTo(new Workload.Absent("servicea"));
    }

    @ParameterizedTest(name = "{0}: {1} ready")
    @CsvSource({
        "'{replicas: 3, updatedReplicas: 3, readyReplicas: 3, observedGeneration: 99}', 3",
        "'{replicas: 4, updatedReplicas: 2, readyReplicas: 3, observedGeneration: 99}', 1",
        "'{replicas: 4, updatedReplicas: 1, readyReplicas: 2, observedGeneration: 99}', 0",
        "'{replicas: 3, updatedReplicas: 3, readyReplicas: 3, observedGeneration: 0}', 0",
        "'{}', 0",
    })
    void countsAsReadyWhatIsSurelyOfTheCurrentTemplate(String status, int ready) {
        Workload.Present seen = create("count", "a", status);

        assertThat(seen.pods().wanted()).isEqualTo(3);
        assertThat(seen.pods().ready()).isEqualTo(ready);
    }

    @Test
    void knowsWhatThePodsReadWhereverItIsNamed() {
        PodTemplateSpec template = Serialization.unmarshal("""
                spec:
                  initContainers:
                    - {name: init, envFrom: [{configMapRef: {name: a}}, {secretRef: {name: b}}]}
                  containers:
                    - name: main
                      env:
                        - {name: PLAIN, value: x}
                        - {name: A, valueFrom: {configMapKeyRef: {name: c, key: k}}}
                        - {name: B, valueFrom: {secretKeyRef: {name: d, key: k}}}
                        - {name: C, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                  volumes:
                    - {name: e, configMap: {name: e}}
                    - {name: f, secret: {secretName: f}}
                    - {name: g, projected: {sources: [{configMap: {name: g}}, {secret: {name: h}}, {downwardAPI: {}}]}}
                    - {name: i, emptyDir: {}}
                  imagePullSecrets: [{name: registry}]
                """, PodTemplateSpec.class);

        assertThat(References.of(template.getSpec()))
                .extracting(Reference::toString)
                .containsExactlyInAnyOrder(
                        "ConfigMap/a",
                        "Secret/b",
                        "ConfigMap/c",
                        "Secret/d",
                        "ConfigMap/e",
                        "Secret/f",
                        "ConfigMap/g",
                        "Secret/h");
    }

    @Test
    void knowsSinceWhenItIsReadyAndWhatKeepsIt() {
        Workload.Present seen = create("conditions", "a", """
                replicas: 3
                updatedReplicas: 3
                readyReplicas: 2
                observedGeneration: 99
                conditions:
                  - {type: Available, status: "True", lastTransitionTime: "2026-01-01T00:00:00Z", message: fine}
                  - {type: Progressing, status: "True", lastUpdateTime: "2026-01-01T00:05:00Z", message: fine}
                  - {type: ReplicaFailure, status: "True", message: 'pods "a" is forbidden: exceeded quota: few'}
                """);

        assertThat(seen.pods().readySince()).contains(Instant.parse("2026-01-01T00:05:00Z"));
        assertThat(seen.pods().trouble())
                .contains(new Trouble(Reason.QUOTA_EXCEEDED, "pods \"a\" is forbidden: exceeded quota: few"));
    }

    @Test
    void givesAnotherTemplateAnotherRevision() {
        assertThat(create("one", "a", "{}").template().revision())
                .isEqualTo(create("two", "a", "{}").template().revision())
                .isNotEqualTo(create("three", "b", "{}").template().revision());
    }

    @Test
    void givesAContainerAnotherImageAndRemembersTheAttempt() {
        create("image", "a:1", "{}");

        deployments().change("shop", new WorkloadChange.SetImage("image", "main", "a:2", "try-1"));

        Workload.Present seen = (Workload.Present) deployments().find("shop", "image");
        assertThat(seen.template().containers()).containsExactly(new Workload.Container("main", "a:2"));
        assertThat(seen.notes().imageTry()).contains("try-1");
        assertThat(template("image").getMetadata()).as("pods carry no notes").isNull();
    }

    @Test
    void writesNothingWhereTheImageIsThereOrTheDeploymentIsNot() {
        create("same", "a:1", "{}");
        String before = version("same");

        deployments().change("shop", new WorkloadChange.SetImage("same", "main", "a:1", "try-1"));
        deployments().change("shop", new WorkloadChange.SetImage("gone", "main", "a:1", "try-1"));

        assertThat(version("same")).isEqualTo(before);
    }

    private static PodTemplateSpec template(String name) {
        return deployment(name).getSpec().getTemplate();
    }

    private static String version(String name) {
        return deployment(name).getMetadata().getResourceVersion();
    }

    private static Deployment deployment(String name) {
        return client.resources(Deployment.class)
                .inNamespace("shop")
                .withName(name)
                .get();
    }

    private static Workload.Present create(String name, String image, String status) {
        Deployment deployment = Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: shop, creationTimestamp: "2025-01-01T00:00:00Z"}
                spec: {replicas: 3, selector: {matchLabels: {app: a}}, template: {spec: {containers: [{name: main, image: %s}]}}}
                status:
                %s
                """.formatted(name, image, status.indent(2)), Deployment.class);
        client.resource(deployment).createOr(existing -> existing.update());
        return (Workload.Present) deployments().find("shop", name);
    }

    private static Deployments deployments() {
        return new Deployments(new Cluster(client));
    }
}
