package io.huidu.shifter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Reason;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.rollout.Workload;
import io.huidu.shifter.rollout.Workload.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pods say of themselves in the API server's words, and what becomes of it. */
@EnableKubernetesMockClient(crud = true)
class PodsTest {

    // Set by the extension of the annotation, anew for each test.
    @SuppressWarnings("NullAway.Init")
    KubernetesClient client;

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: 0/3 nodes are available}] | PodUnschedulable | pod a-1: 0/3 nodes are available
            containerStatuses: [{name: main, ready: false, state: {waiting: {reason: ImagePullBackOff, message: no such tag}}}] | ImagePullFailed | pod a-1: container main: ImagePullBackOff: no such tag
            containerStatuses: [{name: main, ready: false, state: {waiting: {reason: ErrImagePull}}}] | ImagePullFailed | pod a-1: container main: ErrImagePull
            containerStatuses: [{name: main, ready: false, state: {waiting: {reason: CreateContainerConfigError, message: secret "x" not found}}}] | ContainerNotCreated | pod a-1: container main: CreateContainerConfigError: secret "x" not found
            containerStatuses: [{name: main, ready: false, restartCount: 4, state: {waiting: {reason: CrashLoopBackOff, message: back-off}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled}}}] | CrashLoop | pod a-1: container main: CrashLoopBackOff: back-off: it ended with exit code 137 (OOMKilled)
            containerStatuses: [{name: main, ready: false, restartCount: 2, state: {running: {}}, lastState: {terminated: {exitCode: 1, reason: Error, message: no database}}}] | CrashLoop | pod a-1: container main: restarted 2 times: it ended with exit code 1 (Error): no database
            initContainerStatuses: [{name: migrate, ready: false, restartCount: 3, state: {waiting: {reason: CrashLoopBackOff}}}], containerStatuses: [{name: main, ready: false, state: {waiting: {reason: PodInitializing}}}] | CrashLoop | pod a-1: container migrate: CrashLoopBackOff
            """)
    void tellsWhatAPodComplainsAbout(String status, String reason, String message) {
        pod("a-1", "new", "2026-01-02", "{" + status + "}");

        assertThat(seen("").pods().trouble()).contains(new Trouble(Reason.of(reason), message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            containerStatuses: [{name: main, ready: false, restartCount: 0, state: {waiting: {reason: ContainerCreating}}}]
            containerStatuses: [{name: main, ready: false, restartCount: 1, state: {running: {}}, lastState: {terminated: {exitCode: 1, reason: Error}}}]
            containerStatuses: [{name: main, ready: true, restartCount: 9, state: {running: {}}, lastState: {terminated: {exitCode: 1, reason: Error}}}]
            conditions: [{type: PodScheduled, status: "True"}]
            """)
    void takesNothingForTroubleThatTimeMends(String status) {
        pod("a-1", "new", "2026-01-02", "{" + status + "}");

        assertThat(seen("").pods().trouble()).isEmpty();
    }

    @Test
    void leavesThePodsOfAnOlderTemplateOut() {
        // Given a pod of an older template that crashes
        Pod crashing = read("a-0", "old", "2026-01-01", """
                {containerStatuses: [{name: main, ready: false, state: {waiting: {reason: CrashLoopBackOff}}}]}""");
        assertThat(Pods.trouble(List.of(crashing))).isPresent();

        // When its successor is only being made
        Pod fresh = read("a-1", "new", "2026-01-02", """
                {containerStatuses: [{name: main, ready: false, state: {waiting: {reason: ContainerCreating}}}]}""");

        // Then nothing is wrong
        assertThat(Pods.trouble(List.of(crashing, fresh))).isEmpty();
    }

    @Test
    void asksThePodsBeforeTheDeploymentsOwnWords() {
        String deadline = "{type: Progressing, status: 'False', message: deadline exceeded}";
        assertThat(seen(deadline).pods().trouble())
                .contains(new Trouble(Reason.WORKLOAD_NOT_READY, "deadline exceeded"));

        pod("a-1", "new", "2026-01-02", """
                {containerStatuses: [{name: main, ready: false, state: {waiting: {reason: ErrImagePull}}}]}""");

        assertThat(seen(deadline).pods().trouble()).map(Trouble::reason).contains(Reason.IMAGE_PULL_FAILED);
    }

    @Test
    void aRefusalIsAQuotaOrSomethingElse() {
        assertThat(seen("{type: ReplicaFailure, status: 'True', message: denied by a webhook}")
                        .pods()
                        .trouble())
                .contains(new Trouble(Reason.PODS_REFUSED, "denied by a webhook"));
    }

    private void pod(String name, String template, String day, String status) {
        client.resource(read(name, template, day, status)).create();
    }

    private static Pod read(String name, String template, String day, String status) {
        return Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  namespace: shop
                  creationTimestamp: "%sT00:00:00Z"
                  labels: {app: a, pod-template-hash: %s}
                status: %s
                """.formatted(name, day, template, status), Pod.class);
    }

    private Workload.Present seen(String condition) {
        client.resource(Serialization.unmarshal("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: a, namespace: shop, creationTimestamp: "2025-01-01T00:00:00Z"}
                        spec:
                          replicas: 1
                          selector: {matchLabels: {app: a}}
                          template: {spec: {containers: [{name: main, image: a}]}}
                        status: {replicas: 1, conditions: [%s]}
                        """.formatted(condition), Deployment.class))
                .createOr(existing -> existing.update());
        return (Workload.Present) new Deployments(new Cluster(client)).find("shop", "a");
    }
}
