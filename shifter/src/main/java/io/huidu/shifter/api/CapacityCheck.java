package io.huidu.shifter.api;

import io.huidu.shifter.rollout.CapacitySettings;
import io.huidu.shifter.rollout.CapacitySettings.Afterwards;
import io.huidu.shifter.rollout.CapacitySettings.Idle;
import io.huidu.shifter.rollout.CapacitySettings.Mode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.capacity} and {@code spec.after}. */
final class CapacityCheck {

    private static final CapacitySettings DEFAULT = CapacitySettings.DEFAULT;

    private final Problems problems;

    CapacityCheck(Problems problems) {
        this.problems = problems;
    }

    CapacitySettings read(CanaryReleaseSpec spec) {
        CanaryReleaseSpec.After after =
                spec.after == null ? new CanaryReleaseSpec.After() : problems.known("spec.after", spec.after);
        return new CapacitySettings(
                problems.choice(
                        "spec.capacity",
                        spec.capacity,
                        DEFAULT.mode(),
                        Map.of("asNeeded", Mode.AS_NEEDED, "asIs", Mode.AS_IS),
                        DEFAULT.mode()),
                afterwards(spec, "spec.after.succeeded", after.succeeded, DEFAULT.succeeded()),
                afterwards(spec, "spec.after.failed", after.failed, DEFAULT.failed()));
    }

    /**
     * Source: ingress-nginx, {@code balancer.lua}: without a pod of the version that the Ingress itself leads to, nothing
     * is asked about the other one, and everybody gets 503.
     */
    private void checkEmptying(CanaryReleaseSpec spec, String path, Idle idle) {
        boolean isNginx = spec.traffic != null && spec.traffic.nginxIngress != null;
        problems.expect(
                !isNginx || idle == Idle.KEEP,
                path,
                "scaleToZero",
                "keep with nginxIngress, which serves nobody without a pod of the version that the Ingress leads to");
    }

    private Afterwards afterwards(
            CanaryReleaseSpec spec, String path, CanaryReleaseSpec.@Nullable Afterwards given, Afterwards byDefault) {
        CanaryReleaseSpec.Afterwards afterwards =
                given == null ? new CanaryReleaseSpec.Afterwards() : problems.known(path, given);
        Idle idle = problems.choice(
                path + ".idle",
                afterwards.idle,
                byDefault.idle(),
                Map.of("keep", Idle.KEEP, "scaleToZero", Idle.SCALE_TO_ZERO),
                byDefault.idle());
        checkEmptying(spec, path + ".idle", idle);
        return new Afterwards(
                idle, problems.duration(path + ".delay", afterwards.delay, byDefault.delay(), Duration.ZERO));
    }
}
