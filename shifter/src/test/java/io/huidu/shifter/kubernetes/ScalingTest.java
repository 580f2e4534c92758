package io.huidu.shifter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.rollout.Workload;
import io.huidu.shifter.rollout.WorkloadChange;
import io.huidu.shifter.rollout.WorkloadChange.AtLeast;
import io.huidu.shifter.rollout.WorkloadChange.Empty;
import io.huidu.shifter.rollout.WorkloadChange.Exactly;
import io.huidu.shifter.rollout.WorkloadChange.Free;
import io.huidu.shifter.rollout.WorkloadChange.Restore;
import java.util.Map;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class ScalingTest {

    // Set by the extension of the annotation, anew for each test.
    @SuppressWarnings("NullAway.Init")
    KubernetesClient client;

    // Without an autoscaler

    @Test
    void raisesReplicasAndNeverLowersThem() {
        deployment(2);

        change(new AtLeast("a", 5));
        assertThat(replicas()).isEqualTo(5);
        assertThat(noted()).isEqualTo(new Workload.CapacityNote(5, Integer.MAX_VALUE));

        change(new AtLeast("a", 3));
        assertThat(replicas()).isEqualTo(5);

        change(new Free("a"));
        assertThat(replicas()).as("they may carry traffic").isEqualTo(5);
        assertThat(annotations()).isEmpty();
    }

    @Test
    void takesAllPodsAwayAndGivesThemBack() {
        deployment(4);

        change(new Empty("a"));
        assertThat(replicas()).isZero();
        assertThat(noted().floor()).isZero();

        change(new Restore("a"));
        assertThat(replicas()).isEqualTo(4);
        assertThat(annotations()).isEmpty();
    }

    @Test
    void nothingNotedIsNothingToPutBack() {
        deployment(4);
        String before = found().getMetadata().getResourceVersion();

        change(new Free("a"));
        change(new Restore("a"));
        change(new Free("nowhere"));

        assertThat(found().getMetadata().getResourceVersion()).isEqualTo(before);
    }

    // With a HorizontalPodAutoscaler

    @Test
    void raisesAnAutoscalersMinimumAndPutsItBack() {
        deployment(2);
        hpa(2, 10, "");

        change(new AtLeast("a", 5));
        assertThat(least()).isEqualTo(5);
        assertThat(replicas()).isEqualTo(5);

        change(new AtLeast("a", 12));
        assertThat(least()).as("as far as the maximum allows").isEqualTo(10);
        assertThat(noted()).isEqualTo(new Workload.CapacityNote(12, 10));

        change(new Free("a"));
        assertThat(least()).isEqualTo(2);
        assertThat(hpa().getMetadata().getAnnotations())
                .as("what later API versions keep there")
                .containsEntry("autoscaling.alpha.kubernetes.io/metrics", "[]");
    }

    @Test
    void leavesAMinimumThatSomebodyElseSetMeanwhile() {
        deployment(2);
        hpa(2, 10, "");
        change(new AtLeast("a", 5));
        client.resources(HorizontalPodAutoscaler.class)
                .inNamespace("shop")
                .withName("a")
                .edit(found -> {
                    found.getSpec().setMinReplicas(7);
                    return found;
                });

        change(new Free("a"));

        assertThat(least()).isEqualTo(7);
    }

    @Test
    void anEmptiedDeploymentHasItsAutoscalersOldMinimumAndComesBackWithARelease() {
        deployment(2);
        hpa(2, 10, "");
        change(new AtLeast("a", 5));

        change(new Empty("a"));
        assertThat(least()).isEqualTo(2);
        assertThat(replicas()).isZero();

        change(new AtLeast("a", 3));
        assertThat(replicas()).isEqualTo(3);
        assertThat(least()).isEqualTo(3);

        change(new Restore("a"));
        assertThat(least()).isEqualTo(2);
        assertThat(replicas()).isEqualTo(3);
    }

    @Test
    void takesPodsAwayWhereTheyWouldBeTooManyAndGivesThemBack() {
        deployment(4);

        change(new Exactly("a", 1));
        assertThat(replicas()).isEqualTo(1);
        assertThat(noted()).isEqualTo(new Workload.CapacityNote(1, Integer.MAX_VALUE));

        change(new Exactly("a", 3));
        assertThat(replicas()).isEqualTo(3);

        change(new Restore("a"));
        assertThat(replicas()).isEqualTo(4);
        assertThat(annotations()).isEmpty();
    }

    @Test
    void lowersAnAutoscalersMinimumAndPutsItBack() {
        deployment(4);
        hpa(4, 10, "");

        change(new Exactly("a", 1));
        assertThat(replicas()).isEqualTo(1);
        assertThat(least()).isEqualTo(1);

        change(new Exactly("a", 20));
        assertThat(replicas()).as("its maximum").isEqualTo(10);
        assertThat(least()).isEqualTo(10);

        change(new Exactly("a", 2));
        change(new Free("a"));
        assertThat(least()).isEqualTo(4);
        assertThat(replicas()).as("its autoscaler's to change").isEqualTo(2);
    }

    // With KEDA

    @Test
    void speaksToKedaInsteadOfTheAutoscalerThatKedaMade() {
        deployment(1);
        hpa(1, 20, "ownerReferences: [{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: a-keda, uid: u}]");
        keda();

        change(new AtLeast("a", 5));
        assertThat(scaledObject().<Integer>get("spec", "minReplicaCount")).isEqualTo(5);
        assertThat(scaledObject().<String>get("spec", "triggers", 0, "type")).isEqualTo("kafka");
        assertThat(least()).as("KEDA's to change").isEqualTo(1);

        change(new Empty("a"));
        assertThat(scaledObject().<Integer>get("spec", "minReplicaCount")).isEqualTo(1);
        assertThat(scaledObject().getMetadata().getAnnotations())
                .containsEntry("autoscaling.keda.sh/paused-replicas", "0");

        change(new Restore("a"));
        assertThat(scaledObject().getMetadata().getAnnotations())
                .doesNotContainKey("autoscaling.keda.sh/paused-replicas");
        assertThat(replicas()).isEqualTo(5);
    }

    private void change(WorkloadChange change) {
        new Deployments(new Cluster(client)).change("shop", change);
    }

    private void deployment(int replicas) {
        client.resource(Serialization.unmarshal("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: a, namespace: shop}
                        spec:
                          replicas: %d
                          selector: {matchLabels: {app: a}}
                          template: {spec: {containers: [{name: main, image: a}]}}
                        """.formatted(replicas), Deployment.class))
                .create();
    }

    private void hpa(int least, int most, String metadata) {
        client.resource(Serialization.unmarshal("""
                        apiVersion: autoscaling/v1
                        kind: HorizontalPodAutoscaler
                        metadata:
                          name: a
                          namespace: shop
                          annotations: {autoscaling.alpha.kubernetes.io/metrics: "[]"}
                          %s
                        spec: {minReplicas: %d, maxReplicas: %d, scaleTargetRef: {kind: Deployment, name: a}}
                        """.formatted(metadata, least, most), HorizontalPodAutoscaler.class))
                .create();
    }

    private void keda() {
        client.genericKubernetesResources(KedaScaledObject.KIND)
                .resource(Serialization.unmarshal("""
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata: {name: a-keda, namespace: shop}
                        spec: {minReplicaCount: 1, maxReplicaCount: 20, scaleTargetRef: {name: a}, triggers: [{type: kafka}]}
                        """, GenericKubernetesResource.class))
                .create();
    }

    private GenericKubernetesResource scaledObject() {
        return client.genericKubernetesResources(KedaScaledObject.KIND)
                .inNamespace("shop")
                .withName("a-keda")
                .get();
    }

    private HorizontalPodAutoscaler hpa() {
        return client.resources(HorizontalPodAutoscaler.class)
                .inNamespace("shop")
                .withName("a")
                .get();
    }

    private int least() {
        return hpa().getSpec().getMinReplicas();
    }

    private Deployment found() {
        return client.resources(Deployment.class)
                .inNamespace("shop")
                .withName("a")
                .get();
    }

    private int replicas() {
        return found().getSpec().getReplicas();
    }

    private Map<String, String> annotations() {
        Map<String, String> annotations = found().getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    private Workload.CapacityNote noted() {
        return ((Workload.Present) new Deployments(new Cluster(client)).find("shop", "a"))
                .notes()
                .capacity()
                .orElseThrow();
    }
}
