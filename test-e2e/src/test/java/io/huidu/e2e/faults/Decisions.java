package io.huidu.e2e.faults;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.huidu.e2e.world.World;
import io.huidu.shifter.api.CanaryRelease;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When releases were decided to go back, as the shifter recorded it while they did. */
final class Decisions implements AutoCloseable {

    private final Map<String, Instant> decided = new ConcurrentHashMap<>();
    private final SharedIndexInformer<CanaryRelease> releases;

    private Decisions(World world) {
        releases = world.kubernetes()
                .client()
                .resources(CanaryRelease.class)
                .inNamespace(World.NAMESPACE)
                .inform(new Reader());
    }

    static Decisions of(World world) {
        return new Decisions(world);
    }

    /** Empty while the release isn't known to go back. */
    Optional<Instant> of(String release) {
        return Optional.ofNullable(decided.get(release));
    }

    @Override
    public void close() {
        releases.close();
    }

    private final class Reader implements ResourceEventHandler<CanaryRelease> {

        @Override
        public void onAdd(CanaryRelease release) {
            note(release);
        }

        @Override
        public void onUpdate(CanaryRelease before, CanaryRelease release) {
            note(release);
        }

        @Override
        public void onDelete(CanaryRelease release, boolean unseen) {}

        private void note(CanaryRelease release) {
            Optional.ofNullable(release.getStatus())
                    .map(status -> status.release)
                    .filter(running -> running.id != null && running.ending != null)
                    .ifPresent(running -> Optional.ofNullable(running.ending)
                            .map(ending -> ending.at)
                            .ifPresent(at -> decided.putIfAbsent(String.valueOf(running.id), Instant.parse(at))));
        }
    }
}
