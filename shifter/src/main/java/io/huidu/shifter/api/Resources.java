package io.huidu.shifter.api;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.huidu.events.ReleaseKey;
import io.huidu.shifter.rollout.Checked;
import io.huidu.shifter.rollout.Resource;
import io.huidu.shifter.rollout.Status;
import java.util.Map;
import java.util.Optional;

/** The way between {@link CanaryRelease} and what decisions are made of. */
public final class Resources {

    private Resources() {}

    /**
     * The resource with its spec checked.
     *
     * @throws UnreadableStatusException when the status isn't one that was written by {@link #write}
     */
    public static Resource read(CanaryRelease release) {
        ObjectMeta meta = release.getMetadata();
        Map<String, String> annotations =
                Optional.ofNullable(meta.getAnnotations()).orElse(Map.of());
        Status status = Optional.ofNullable(release.getStatus())
                .map(StatusReading::read)
                .orElse(Status.NONE);
        Checked checked = Annotations.check(
                annotations, SpecCheck.check(release.getSpec()), status.memory().release());
        long generation = Optional.ofNullable(meta.getGeneration()).orElse(0L);
        return new Resource(
                new ReleaseKey(meta.getNamespace(), meta.getName()),
                meta.getUid(),
                generation,
                Annotations.changedBy(annotations, generation),
                checked,
                Annotations.wishes(annotations),
                status);
    }

    /** The spec alone, whatever the status is. */
    public static Checked readSpec(CanaryRelease release) {
        return SpecCheck.check(release.getSpec());
    }

    /** What Kubernetes is to hold as the status. */
    public static CanaryReleaseStatus write(Status status) {
        return StatusWriting.write(status);
    }
}
