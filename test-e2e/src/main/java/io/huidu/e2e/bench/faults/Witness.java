package io.huidu.e2e.bench.faults;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sees what becomes of routes and resources, by a way that is never cut. */
final class Witness implements AutoCloseable {

    private static final String CANARY = "-canary";
    private static final String WEIGHT = "nginx.ingress.kubernetes.io/canary-weight";

    private final Map<String, List<Routed>> routes = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Ingress> ingresses;
    private final SharedIndexInformer<CanaryRelease> releases;

    /** What v2 was given. */
    record Routed(Instant at, int percent) {}

    Witness(KubernetesClient client) {
        ingresses =
                client.network().v1().ingresses().inNamespace(Subject.NAMESPACE).inform(new Routes());
        releases = client.resources(CanaryRelease.class)
                .inNamespace(Subject.NAMESPACE)
                .inform();
    }

    /** All that v2 was given, in this order. */
    List<Routed> routes(Subject subject) {
        return routes.getOrDefault(subject.name(), List.of());
    }

    int percentToV2(Subject subject) {
        List<Routed> all = routes(subject);
        return all.isEmpty() ? 0 : all.getLast().percent();
    }

    Optional<CanaryReleaseStatus> status(Subject subject) {
        return Optional.ofNullable(releases.getIndexer().getByKey(Subject.NAMESPACE + "/" + subject.name()))
                .map(CanaryRelease::getStatus);
    }

    /** Whether its first step is there. */
    boolean runs(Subject subject) {
        return status(subject)
                .map(status -> status.release)
                .map(release -> release.exposures)
                .filter(exposures -> !exposures.isEmpty())
                .isPresent();
    }

    Optional<CanaryReleaseStatus.Past> end(Subject subject) {
        return status(subject)
                .filter(status -> status.release == null)
                .map(status -> status.history)
                .filter(history -> !history.isEmpty())
                .map(List::getFirst);
    }

    @Override
    public void close() {
        ingresses.close();
        releases.close();
    }

    /** As ingress-nginx reads it: the canary Ingress gets its weight, the host's, which leads to v1, the rest. */
    private final class Routes implements ResourceEventHandler<Ingress> {

        @Override
        public void onAdd(Ingress ingress) {
            note(ingress, weight(ingress));
        }

        @Override
        public void onUpdate(Ingress before, Ingress ingress) {
            note(ingress, weight(ingress));
        }

        @Override
        public void onDelete(Ingress ingress, boolean unseen) {
            note(ingress, 0);
        }

        private void note(Ingress ingress, int percent) {
            String name = ingress.getMetadata().getName();
            if (name.endsWith(CANARY)) {
                routes.computeIfAbsent(
                                name.substring(0, name.length() - CANARY.length()), any -> new CopyOnWriteArrayList<>())
                        .add(new Routed(Instant.now(), percent));
            }
        }

        private static int weight(Ingress ingress) {
            return Optional.ofNullable(ingress.getMetadata().getAnnotations())
                    .map(annotations -> annotations.get(WEIGHT))
                    .map(Integer::parseInt)
                    .orElse(0);
        }
    }
}
