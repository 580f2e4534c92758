package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.events.Reason;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.rollout.Workload.Trouble;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the newest pods of a Deployment why they aren't ready. */
final class Pods {

    /** Which ReplicaSet a pod is of, and so which template. */
    private static final String TEMPLATE = "pod-template-hash";

    private final Cluster cluster;

    Pods(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The first thing that a pod of the newest template complains about; empty when none does. */
    Optional<Trouble> trouble(Deployment deployment) {
        return trouble(of(deployment));
    }

    static Optional<Trouble> trouble(List<Pod> pods) {
        return newest(pods).flatMap(pod -> trouble(pod).stream()).findFirst();
    }

    /** None where the right to list them wasn't given: then what the Deployment says has to do. */
    private List<Pod> of(Deployment deployment) {
        try {
            return cluster.selected(
                    Pod.class,
                    deployment.getMetadata().getNamespace(),
                    deployment.getSpec().getSelector());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }

    private static Stream<Pod> newest(List<Pod> pods) {
        Comparator<Pod> byAge = Comparator.comparing(
                pod -> pod.getMetadata().getCreationTimestamp(), Comparator.nullsFirst(Comparator.naturalOrder()));
        return pods.stream().max(byAge).stream()
                .flatMap(youngest -> pods.stream().filter(pod -> template(pod).equals(template(youngest))))
                .sorted(byAge.reversed().thenComparing(pod -> pod.getMetadata().getName()));
    }

    private static Optional<String> template(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getLabels())
                .map((Map<String, String> labels) -> labels.get(TEMPLATE));
    }

    private static Optional<Trouble> trouble(Pod pod) {
        PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        return unschedulable(status)
                .or(() -> Containers.trouble(status))
                .map(trouble -> new Trouble(
                        trouble.reason(),
                        "pod %s: %s".formatted(pod.getMetadata().getName(), trouble.message())));
    }

    private static Optional<Trouble> unschedulable(PodStatus status) {
        return status.getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType())
                        && "False".equals(condition.getStatus())
                        && "Unschedulable".equals(condition.getReason()))
                .map(PodCondition::getMessage)
                .map(message ->
                        new Trouble(Reason.POD_UNSCHEDULABLE, Objects.requireNonNullElse(message, "no node takes it")))
                .findFirst();
    }
}
