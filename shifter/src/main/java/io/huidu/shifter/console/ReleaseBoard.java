package io.huidu.shifter.console;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.huidu.events.ReleaseKey;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.console.view.Summary;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All releases at a glance, by watches of its own: the operator's run in the leader only, and the console is served by
 * every replica. Of each resource only the summary is kept, about a kilobyte.
 */
final class ReleaseBoard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseBoard.class);

    private final Map<ReleaseKey, Summary> releases = new ConcurrentHashMap<>();
    private final AtomicBoolean complete = new AtomicBoolean();
    private final Ear ear;
    private final List<SharedIndexInformer<CanaryRelease>> informers;

    /** Who is told of changes, once the board is complete. */
    interface Ear {

        void changed(Summary release);

        void gone(ReleaseKey release);
    }

    /**
     * Starts to watch, without waiting for the first answer.
     *
     * @param namespaces where; empty for everywhere
     */
    ReleaseBoard(KubernetesClient client, Set<String> namespaces, Ear ear) {
        this.ear = ear;
        this.informers = (namespaces.isEmpty()
                        ? Stream.of(client.resources(CanaryRelease.class)
                                .inAnyNamespace()
                                .runnableInformer(0))
                        : namespaces.stream()
                                .map(namespace -> client.resources(CanaryRelease.class)
                                        .inNamespace(namespace)
                                        .runnableInformer(0)))
                .map(informer -> prepared(client, informer))
                .toList();
        informers.forEach(informer -> informer.start().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("The console doesn't see the releases: {}", failure.toString());
            } else if (isComplete()) {
                complete.set(true);
            }
        }));
    }

    private SharedIndexInformer<CanaryRelease> prepared(
            KubernetesClient client, SharedIndexInformer<CanaryRelease> informer) {
        return informer.removeNamespaceIndex()
                .itemStore(new ReducedStateItemStore<>(
                        ReducedStateItemStore.NAME_KEY_STATE,
                        CanaryRelease.class,
                        client.getKubernetesSerialization(),
                        "metadata.resourceVersion"))
                // A list that fails, at first or later, is tried again.
                .exceptionHandler((started, failure) -> true)
                .addEventHandler(new Handler());
    }

    Collection<Summary> all() {
        return releases.values();
    }

    Optional<Summary> find(ReleaseKey key) {
        return Optional.ofNullable(releases.get(key));
    }

    /** One sentence that says what isn't seen as it should be; empty when everything is. */
    Optional<String> problem() {
        return isComplete() && informers.stream().allMatch(SharedIndexInformer::isWatching)
                ? Optional.empty()
                : Optional.of("The API server can't be watched now; what is shown may be old.");
    }

    private boolean isComplete() {
        return informers.stream().allMatch(SharedIndexInformer::hasSynced);
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
    }

    private final class Handler implements ResourceEventHandler<CanaryRelease> {

        @Override
        public void onAdd(CanaryRelease release) {
            put(release);
        }

        @Override
        public void onUpdate(CanaryRelease before, CanaryRelease release) {
            put(release);
        }

        @Override
        public void onDelete(CanaryRelease release, boolean unknown) {
            ReleaseKey key = new ReleaseKey(
                    release.getMetadata().getNamespace(), release.getMetadata().getName());
            releases.remove(key);
            ear.gone(key);
        }

        private void put(CanaryRelease release) {
            Summary summary = Summary.of(release);
            releases.put(summary.key(), summary);
            if (complete.get()) {
                ear.changed(summary);
            }
        }
    }
}
