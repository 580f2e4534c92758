package io.huidu.shifter.rollout;

import io.huidu.events.Exposure;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.CapacitySettings.Afterwards;
import io.huidu.shifter.rollout.CapacitySettings.Mode;
import io.huidu.shifter.rollout.WorkloadChange.AtLeast;
import io.huidu.shifter.rollout.WorkloadChange.Empty;
import io.huidu.shifter.rollout.WorkloadChange.Free;
import io.huidu.shifter.route.Ability.Weights;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says how many pods the versions need: before a step is written, the canary has its share of the stable version's
 * pods, rounded up, or those that {@link PodFit} asks for; the stable version keeps what it has until a way back is no
 * longer expected.
 *
 * <p>Each wish is written once, and noted on the Deployment. Whoever scales otherwise afterwards isn't fought: the
 * step waits, and the reason names what is missing.
 */
record Capacity(Case given, ReleaseSpec spec) {

    private static final int WHOLE = 100;

    // Before and while a release runs

    /**
     * What keeps a step from being written: too few pods or, where the share follows them, too many.
     *
     * @param settled what was reached before
     */
    Optional<Obstacle> misfit(Routing next, Weight settled) {
        if (isByPods(next)) {
            return fit(next).flatMap(PodFit::misfit);
        }
        return settled.isAbove(next.weight()) ? Optional.empty() : shortage(next);
    }

    private Optional<Obstacle> shortage(Routing next) {
        return seesToIt() && given.seen().canary() instanceof Workload.Present canary
                ? shortage(canary, reachable(canary, next))
                : Optional.empty();
    }

    private static Optional<Obstacle> shortage(Workload.Present canary, int needed) {
        int wanted = canary.pods().wanted();
        return wanted >= needed
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        Reason.SCALING_UP,
                        "Deployment %s: got %d replicas, expected %d for the next step%s"
                                .formatted(
                                        canary.name(),
                                        wanted,
                                        needed,
                                        floor(canary) >= needed ? ", which were asked for before" : "")));
    }

    /** What brings the canary the pods for a step; empty when it has them, or they were asked for before. */
    Optional<WorkloadChange> change(Routing next) {
        return isByPods(next) ? fit(next).flatMap(PodFit::change) : rise(next);
    }

    private boolean isByPods(Routing next) {
        return spec.traffic().ability().weights() == Weights.BY_PODS
                && next.weight().isAbove(Weight.ZERO)
                && Weight.ALL.isAbove(next.weight());
    }

    /** Empty without the Deployments, which is an obstacle of its own. */
    private Optional<PodFit> fit(Routing next) {
        return given.seen().stable() instanceof Workload.Present stable
                        && given.seen().canary() instanceof Workload.Present canary
                ? Optional.of(new PodFit(
                        stable, canary, next.weight(), spec.capacity().mode()))
                : Optional.empty();
    }

    private Optional<WorkloadChange> rise(Routing next) {
        return given.seen().canary() instanceof Workload.Present canary ? rise(canary, next) : Optional.empty();
    }

    private Optional<WorkloadChange> rise(Workload.Present canary, Routing next) {
        int needed = needed(next);
        return shortage(next).isPresent() && floor(canary) < needed
                ? Optional.of(new AtLeast(canary.name(), needed))
                : Optional.empty();
    }

    /** What a release that runs needs of both versions for what was reached. */
    List<WorkloadChange> during(Release release) {
        List<WorkloadChange> changes = new ArrayList<>();
        if (seesToIt() && release.ending().isEmpty()) {
            if (given.seen().stable() instanceof Workload.Present stable
                    && stable.notes().capacity().isEmpty()
                    && stable.pods().wanted() > 0) {
                changes.add(new AtLeast(stable.name(), stable.pods().wanted()));
            }
            if (!release.isRising()) {
                change(release.reached().routing()).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private int needed(Routing next) {
        int whole = given.seen().stable() instanceof Workload.Present stable
                ? stable.pods().wanted()
                : 1;
        return Math.max(1, Math.ceilDiv(load(next) * whole, WHOLE * WHOLE));
    }

    /** In hundredths of a percent: its share, and a copy of the rest. What matches send is nobody's to know before. */
    private int load(Routing next) {
        int rest = rest(next);
        return WHOLE * WHOLE - rest + next.mirror().percent() * rest / WHOLE;
    }

    /**
     * What is left to the stable version, in hundredths of a percent, rounded down. With sessions each weight takes its
     * part of those whom the weights before have left there.
     */
    private int rest(Routing next) {
        double rest = next.weight().rest().percent() * WHOLE;
        if (spec.traffic().sessionAffinity().isPresent()) {
            for (Weight before : before(next)) {
                rest *= before.rest().fraction();
            }
        }
        return (int) rest;
    }

    private List<Weight> before(Routing next) {
        return given.memory().release().map(Release::exposures).orElse(List.of()).stream()
                .map(Exposure::weight)
                .filter(weight -> !weight.equals(next.weight()))
                .distinct()
                .toList();
    }

    /** An autoscaler's maximum is somebody's decision: with less than needed, what it allows has to do. */
    private int reachable(Workload.Present canary, Routing next) {
        int needed = needed(next);
        return canary.notes()
                .capacity()
                .map(note -> Math.min(needed, note.most()))
                .orElse(needed);
    }

    // After a release

    /** What is done about the pods while nothing is to be released. */
    List<WorkloadChange> afterwards() {
        List<WorkloadChange> changes = new ArrayList<>();
        if (seesToIt() && given.seen().stable() instanceof Workload.Present stable) {
            stable.notes().capacity().ifPresent(note -> changes.add(new Free(stable.name())));
        }
        if (seesToIt() && given.seen().canary() instanceof Workload.Present idle) {
            last().filter(this::isOver).flatMap(past -> idle(past, idle)).ifPresent(changes::add);
        }
        return changes;
    }

    private Optional<Past> last() {
        return given.memory().history().stream().findFirst();
    }

    /** Who goes back within the window finds the pods that were there. */
    private boolean isOver(Past past) {
        Duration window = spec.safety().rollbackWindow();
        Duration delay = afterwards(past).delay();
        boolean shorter = past.outcome() == Outcome.SUCCEEDED && delay.compareTo(window) < 0;
        return !past.endedAt().plus(shorter ? window : delay).isAfter(given.now());
    }

    private Optional<WorkloadChange> idle(Past past, Workload.Present idle) {
        return switch (afterwards(past).idle()) {
            case KEEP ->
                idle.notes().capacity().isPresent() && !isEmptied(idle)
                        ? Optional.of(new Free(idle.name()))
                        : Optional.empty();
            case SCALE_TO_ZERO ->
                idle.pods().wanted() > 0 && !isEmptied(idle) ? Optional.of(new Empty(idle.name())) : Optional.empty();
        };
    }

    private Afterwards afterwards(Past past) {
        return switch (past.outcome()) {
            case SUCCEEDED -> spec.capacity().succeeded();
            case ROLLED_BACK, ABORTED -> spec.capacity().failed();
        };
    }

    private boolean seesToIt() {
        return spec.capacity().mode() == Mode.AS_NEEDED;
    }

    private static int floor(Workload.Present workload) {
        return workload.notes().capacity().map(Workload.CapacityNote::floor).orElse(-1);
    }

    private static boolean isEmptied(Workload.Present workload) {
        return floor(workload) == 0;
    }
}
