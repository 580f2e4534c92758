package io.huidu.e2e.world;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Says in the status of Deployments what a cluster's controllers and kubelets would say of them, where there are none:
 * how many pods are ready. The world tells it whose program runs, since no pod ever does.
 */
public final class Kubelet implements AutoCloseable {

    private final KubernetesClient client;
    private final String namespace;
    private final InstantSource clock;
    private final Set<String> running = new HashSet<>();
    private final SharedIndexInformer<Deployment> informer;

    /** Watches the Deployments of a namespace; all of them are unavailable until {@link #run}. */
    public Kubelet(KubernetesClient client, String namespace, InstantSource clock) {
        this.client = client;
        this.namespace = namespace;
        this.clock = clock;
        this.informer = client.apps()
                .deployments()
                .inNamespace(namespace)
                .inform(new ResourceEventHandler<Deployment>() {
                    @Override
                    public void onAdd(Deployment deployment) {
                        report(deployment);
                    }

                    @Override
                    public void onUpdate(Deployment before, Deployment deployment) {
                        report(deployment);
                    }

                    @Override
                    public void onDelete(Deployment deployment, boolean unseen) {}
                });
    }

    /** From now on the Deployment's pods are ready, as many as it asks for. */
    public synchronized void run(String deployment) {
        running.add(deployment);
        reportNow(deployment);
    }

    /** From now on none of the Deployment's pods is ready. */
    public synchronized void stop(String deployment) {
        running.remove(deployment);
        reportNow(deployment);
    }

    @Override
    public void close() {
        informer.close();
    }

    private void reportNow(String name) {
        Optional.ofNullable(client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .ifPresent(this::report);
    }

    private synchronized void report(Deployment deployment) {
        DeploymentStatus status = statusOf(deployment);
        if (status.equals(deployment.getStatus())) {
            return;
        }
        try {
            client.resource(new DeploymentBuilder(deployment).withStatus(status).build())
                    .updateStatus();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            } // it has changed meanwhile, and the informer will tell
        }
    }

    private DeploymentStatus statusOf(Deployment deployment) {
        int wanted = deployment.getSpec().getReplicas();
        int ready = running.contains(deployment.getMetadata().getName()) ? wanted : 0;
        return new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(wanted)
                .withUpdatedReplicas(wanted)
                .withReadyReplicas(ready)
                .withAvailableReplicas(ready)
                .withUnavailableReplicas(wanted - ready)
                .withConditions(available(deployment, ready == wanted))
                .build();
    }

    private DeploymentCondition available(Deployment deployment, boolean isAvailable) {
        String status = isAvailable ? "True" : "False";
        return current(deployment)
                .filter(condition -> condition.getStatus().equals(status))
                .orElseGet(() -> {
                    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
                    return new DeploymentConditionBuilder()
                            .withType("Available")
                            .withStatus(status)
                            .withReason(isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable")
                            .withLastTransitionTime(now)
                            .withLastUpdateTime(now)
                            .build();
                });
    }

    private static Optional<DeploymentCondition> current(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus())
                .flatMap(status -> status.getConditions().stream()
                        .filter(condition -> condition.getType().equals("Available"))
                        .findFirst());
    }
}
