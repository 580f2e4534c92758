package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v1.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.huidu.shifter.cluster.Cluster;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the autoscaler of a Deployment: a HorizontalPodAutoscaler, or KEDA's ScaledObject that made it.
 *
 * <p>{@code autoscaling/v1} is spoken with every cluster: it has both limits, every API server serves it, and it carries
 * what later versions add in annotations, so that nothing is lost.
 */
final class Autoscalers {

    private final Cluster cluster;

    Autoscalers(Cluster cluster) {
        this.cluster = cluster;
    }

    Optional<Autoscaler> of(Deployment deployment) {
        String namespace = deployment.getMetadata().getNamespace();
        return cluster.all(HorizontalPodAutoscaler.class, Set.of(namespace)).stream()
                .filter(hpa -> scales(hpa, deployment))
                .findFirst()
                .flatMap(hpa -> scaledObject(hpa, namespace).or(() -> Optional.of(new Hpa(fresh(hpa)))));
    }

    private static boolean scales(HorizontalPodAutoscaler hpa, Deployment deployment) {
        CrossVersionObjectReference target = hpa.getSpec().getScaleTargetRef();
        return target.getKind().equals("Deployment")
                && target.getName().equals(deployment.getMetadata().getName());
    }

    private Optional<Autoscaler> scaledObject(HorizontalPodAutoscaler hpa, String namespace) {
        return hpa.getMetadata().getOwnerReferences().stream()
                .filter(owner -> owner.getKind().equals("ScaledObject"))
                .findFirst()
                .flatMap(owner -> cluster.find(KedaScaledObject.KIND, namespace, owner.getName()))
                .map(object -> new KedaScaledObject(object, cluster));
    }

    /** The list may be older by moments, and a write names the version that it read. */
    private HorizontalPodAutoscaler fresh(HorizontalPodAutoscaler listed) {
        return cluster.find(
                        HorizontalPodAutoscaler.class,
                        listed.getMetadata().getNamespace(),
                        listed.getMetadata().getName())
                .orElse(listed);
    }

    /** Kubernetes' own. It leaves a Deployment without replicas alone by itself. */
    private final class Hpa implements Autoscaler {

        private final HorizontalPodAutoscaler object;

        Hpa(HorizontalPodAutoscaler object) {
            this.object = object;
        }

        @Override
        public int least() {
            return Objects.requireNonNullElse(object.getSpec().getMinReplicas(), 1);
        }

        @Override
        public int most() {
            return object.getSpec().getMaxReplicas();
        }

        @Override
        public void least(int pods) {
            if (pods != least()) {
                object.getSpec().setMinReplicas(pods);
                cluster.update(object);
            }
        }

        @Override
        public void pause(Pause pause) {}
    }
}
