package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.reconcile.Workloads;
import io.huidu.shifter.rollout.Workload;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Deployments on the API server. Pods and ReplicaSets aren't asked, so that no right on them is needed: what their
 * Deployment's status says is enough, and where it leaves something open, the worse is taken.
 */
public final class Deployments implements Workloads {

    private final Cluster cluster;

    public Deployments(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Workload find(String namespace, String name) {
        return cluster.find(Deployment.class, namespace, name)
                .<Workload>map(Deployments::present)
                .orElseGet(() -> new Workload.Absent(name));
    }

    private static Workload.Present present(Deployment deployment) {
        int ready = ready(deployment);
        return new Workload.Present(
                deployment.getMetadata().getName(),
                Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1),
                ready,
                revision(deployment.getSpec().getTemplate()),
                ready > 0 ? Optional.of(readySince(deployment)) : Optional.empty(),
                message(deployment));
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

    private static String message(Deployment deployment) {
        return conditions(deployment)
                .filter(condition -> "ReplicaFailure".equals(condition.getType())
                        ? "True".equals(condition.getStatus())
                        : "False".equals(condition.getStatus()))
                .map(DeploymentCondition::getMessage)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
    }

    private static Stream<DeploymentCondition> conditions(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus())
                .map(DeploymentStatus::getConditions)
                .orElseGet(List::of)
                .stream();
    }

    private static String revision(PodTemplateSpec template) {
        return Digest.of(Serialization.asJson(template));
    }

    private static long number(java.lang.Number value) {
        return value == null ? 0 : value.longValue();
    }
}
