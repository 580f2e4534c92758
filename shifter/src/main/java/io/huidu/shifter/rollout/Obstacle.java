package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import io.huidu.events.Version;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import java.util.Optional;
import java.util.Set;

/** Something in the way of any rise, and what to do about it. */
record Obstacle(Reason reason, String message) {

    /** Why pods don't get ready: one and the same obstacle, that shows one of these faces after another. */
    private static final Set<Reason> OF_PODS = Set.of(
            Reason.WORKLOAD_NOT_READY,
            Reason.SCALING_UP,
            Reason.SHARE_TOO_LARGE,
            Reason.POD_UNSCHEDULABLE,
            Reason.IMAGE_PULL_FAILED,
            Reason.CONTAINER_NOT_CREATED,
            Reason.CRASH_LOOP,
            Reason.QUOTA_EXCEEDED,
            Reason.PODS_REFUSED);

    /** Whether two reasons tell of the same obstacle, so that its deadline goes on. */
    static boolean isOne(Reason before, Reason now) {
        return before == now || (OF_PODS.contains(before) && OF_PODS.contains(now));
    }

    /** A route that shows no weight. */
    static Optional<Obstacle> ofRoute(Route route) {
        return switch (route) {
            case Route.At at -> Optional.empty();
            case Route.Contested(Routing routing, String message) ->
                Optional.of(new Obstacle(Reason.ROUTE_CONTESTED, message));
            case Route.Missing(String message) -> Optional.of(new Obstacle(Reason.ROUTE_MISSING, message));
            case Route.Unclear(String message) -> Optional.of(new Obstacle(Reason.ROUTE_UNREACHABLE, message));
        };
    }

    /** A workload that can't take traffic. */
    static Optional<Obstacle> ofTarget(Version version, Workload workload) {
        return switch (workload) {
            case Workload.Absent absent -> ofMissing(version, workload);
            case Workload.Present present when present.isReady() -> Optional.empty();
            case Workload.Present present -> Optional.of(ofPods(version, present));
        };
    }

    private static Obstacle ofPods(Version version, Workload.Present present) {
        String count = "Deployment %s of %s: got %d of %d pods ready, expected all of at least one"
                .formatted(
                        version.workload(),
                        version.name(),
                        present.pods().ready(),
                        present.pods().wanted());
        return present.pods()
                .trouble()
                .map(trouble -> new Obstacle(trouble.reason(), count + ": " + trouble.message()))
                .orElseGet(() -> new Obstacle(Reason.WORKLOAD_NOT_READY, count));
    }

    /** A workload that isn't there at all. */
    static Optional<Obstacle> ofMissing(Version version, Workload workload) {
        return workload instanceof Workload.Absent
                ? Optional.of(new Obstacle(
                        Reason.WORKLOAD_MISSING,
                        "Deployment %s of %s: not found; create it, or name another in spec.versions"
                                .formatted(version.workload(), version.name())))
                : Optional.empty();
    }
}
