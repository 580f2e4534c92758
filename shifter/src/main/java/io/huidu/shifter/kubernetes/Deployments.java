package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Reason;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.reconcile.Workloads;
import io.huidu.shifter.rollout.Config;
import io.huidu.shifter.rollout.Workload;
import io.huidu.shifter.rollout.Workload.Trouble;
import io.huidu.shifter.rollout.WorkloadChange;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Deployments on the API server. How many pods are ready is what their status says, and where it leaves something open,
 * the worse is taken; pods are asked for reasons only, and only when they aren't ready.
 */
public final class Deployments implements Workloads {

    private final Cluster cluster;
    private final Pods pods;
    private final Scaling scaling;

    public Deployments(Cluster cluster) {
        this.cluster = cluster;
        this.pods = new Pods(cluster);
        this.scaling = new Scaling(cluster);
    }

    @Override
    public Workload find(String namespace, String name) {
        return cluster.find(Deployment.class, namespace, name)
                .<Workload>map(this::present)
                .orElseGet(() -> new Workload.Absent(name));
    }

    private Workload.Present present(Deployment deployment) {
        int wanted = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
        int ready = ready(deployment);
        return new Workload.Present(
                deployment.getMetadata().getName(),
                new Workload.Pods(
                        wanted,
                        ready,
                        ready > 0 ? Optional.of(readySince(deployment)) : Optional.empty(),
                        ready < wanted ? trouble(deployment) : Optional.empty()),
                template(deployment.getSpec().getTemplate()),
                Notes.read(deployment));
    }

    private static Workload.Template template(PodTemplateSpec template) {
        return new Workload.Template(
                Digest.of(Serialization.asJson(template)),
                template.getSpec().getContainers().stream()
                        .map(container -> new Workload.Container(
                                container.getName(), Objects.requireNonNullElse(container.getImage(), "")))
                        .toList(),
                References.of(template.getSpec()),
                Config.NONE);
    }

    @Override
    public void change(String namespace, WorkloadChange change) {
        switch (change) {
            case WorkloadChange.SetImage image -> edit(namespace, change, found -> set(found, image));
            case WorkloadChange.AtLeast more -> edit(namespace, change, found -> scaling.atLeast(found, more.pods()));
            case WorkloadChange.Exactly number ->
                edit(namespace, change, found -> scaling.exactly(found, number.pods()));
            case WorkloadChange.Free free -> edit(namespace, change, scaling::free);
            case WorkloadChange.Empty empty -> edit(namespace, change, scaling::empty);
            case WorkloadChange.Restore restore -> edit(namespace, change, scaling::restore);
        }
    }

    /** Edits what was read and writes it with its resourceVersion; somebody who writes meanwhile wins, until next time. */
    private void edit(String namespace, WorkloadChange change, Consumer<Deployment> edit) {
        cluster.find(Deployment.class, namespace, change.workload()).ifPresent(edit);
    }

    private void set(Deployment deployment, WorkloadChange.SetImage change) {
        List<Container> others = deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(change.container()))
                .filter(container -> !change.image().equals(container.getImage()))
                .toList();
        if (!others.isEmpty()) {
            others.forEach(container -> container.setImage(change.image()));
            Notes.writeImageTry(deployment, change.attempt());
            cluster.update(deployment);
        }
    }

    /**
     * How many ready pods are surely of the current template: all but as many as are of an older one. None before the
     * controller has looked at the current template.
     */
    private static int ready(Deployment deployment) {
        DeploymentStatus status = Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
        if (number(status.getObservedGeneration())
                < number(deployment.getMetadata().getGeneration())) {
            return 0;
        }
        long old = number(status.getReplicas()) - number(status.getUpdatedReplicas());
        return (int) Math.max(0, number(status.getReadyReplicas()) - old);
    }

    /** Since the newest of what the status says of availability and progress; since creation when it says nothing. */
    private static Instant readySince(Deployment deployment) {
        return conditions(deployment)
                .filter(condition -> "True".equals(condition.getStatus()))
                .flatMap(condition -> switch (condition.getType()) {
                    case "Available" -> Stream.ofNullable(condition.getLastTransitionTime());
                    case "Progressing" -> Stream.ofNullable(condition.getLastUpdateTime());
                    default -> Stream.empty();
                })
                .map(Instant::parse)
                .max(Comparator.naturalOrder())
                .orElseGet(() -> Instant.parse(deployment.getMetadata().getCreationTimestamp()));
    }

    /** Pods that were refused can't tell why; those that exist know better than their Deployment. */
    private Optional<Trouble> trouble(Deployment deployment) {
        return refusal(deployment).or(() -> pods.trouble(deployment)).or(() -> complaint(deployment));
    }

    private static Optional<Trouble> refusal(Deployment deployment) {
        return conditions(deployment)
                .filter(condition ->
                        "ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .map(Deployments::message)
                .map(message -> new Trouble(
                        message.contains("exceeded quota") ? Reason.QUOTA_EXCEEDED : Reason.PODS_REFUSED, message))
                .findFirst();
    }

    private static Optional<Trouble> complaint(Deployment deployment) {
        return conditions(deployment)
                .filter(condition ->
                        !"ReplicaFailure".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(Deployments::message)
                .reduce((one, other) -> one + "; " + other)
                .map(message -> new Trouble(Reason.WORKLOAD_NOT_READY, message));
    }

    private static String message(DeploymentCondition condition) {
        return Objects.requireNonNullElse(condition.getMessage(), condition.getType() + " " + condition.getReason());
    }

    private static Stream<DeploymentCondition> conditions(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus())
                .map(DeploymentStatus::getConditions)
                .orElseGet(List::of)
                .stream();
    }

    private static long number(java.lang.Number value) {
        return value == null ? 0 : value.longValue();
    }
}
