package io.huidu.shifter.rollout;

import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.shifter.route.Routing;
import java.util.List;
import java.util.Optional;

/**
 * What a resource asks for: checked, complete, every default filled in.
 *
 * @param versions exactly two
 * @param desired the name of the version that is to serve
 * @param traffic what splits the traffic
 * @param steps with weights that never fall, each other than the one before, the last being 100
 * @param analysis how the versions are compared
 * @param safety what happens when nothing happens
 * @param hold whether a person wants everything to stay as it is
 * @param image what is to serve on whichever version; takes the place of {@code desired}
 * @param capacity how many pods the versions have
 */
public record ReleaseSpec(
        List<Version> versions,
        String desired,
        Traffic traffic,
        List<Step> steps,
        AnalysisSettings analysis,
        Safety safety,
        Hold hold,
        Optional<ImageWish> image,
        CapacitySettings capacity) {

    /** {@code spec.paused}. */
    public enum Hold {
        NONE,
        PAUSED
    }

    public ReleaseSpec {
        versions = List.copyOf(versions);
        steps = List.copyOf(steps);
        Check.that(versions.size() == 2, "versions", versions, "exactly two");
        Check.that(!versions.getFirst().name().equals(versions.getLast().name()), "versions", versions, "two names");
        Check.that(find(versions, desired).isPresent(), "desired", desired, "the name of a version");
        Check.that(!steps.isEmpty() && steps.getLast().weight().equals(Weight.ALL), "steps", steps, "100 at the end");
        for (int i = 1; i < steps.size(); i++) {
            Weight before = steps.get(i - 1).weight();
            Check.that(!before.isAbove(steps.get(i).weight()), "steps", steps, "no falling weights");
            Check.that(!before.equals(Weight.ALL), "steps", steps, "100 only at the end");
            Check.that(!steps.get(i).routing().equals(steps.get(i - 1).routing()), "steps", steps, "steps that differ");
        }
    }

    ReleaseSpec desiring(String version) {
        return new ReleaseSpec(versions, version, traffic, steps, analysis, safety, hold, image, capacity);
    }

    public Version desiredVersion() {
        return find(versions, desired).orElseThrow();
    }

    /** The version of this name; empty when there is none. */
    public Optional<Version> version(String name) {
        return find(versions, name);
    }

    /** The version that doesn't have this name. */
    public Version other(String name) {
        return versions.getFirst().name().equals(name) ? versions.getLast() : versions.getFirst();
    }

    boolean isPaused() {
        return hold == Hold.PAUSED;
    }

    /** The step after the one that was reached; empty after the last. */
    Optional<Stage> next(Stage reached) {
        return stage(position(reached) + 1);
    }

    /** The step of this number, from 1; empty when there is none. */
    Optional<Stage> numbered(int number) {
        return number < 1 ? Optional.empty() : stage(number - 1);
    }

    /** The step that was reached, as the list has it today; empty before the first. */
    Optional<Step> current(Stage reached) {
        int position = position(reached);
        return position < 0 ? Optional.empty() : Optional.of(steps.get(position));
    }

    /**
     * The weight that the analysis of a step has to speak of: that of the next step or, where that has none, of the
     * first that has. Empty in the last step.
     */
    Optional<Weight> nextWeight(Stage reached) {
        return steps.stream()
                .skip(position(reached) + 1L)
                .map(Step::weight)
                .filter(w -> w.isAbove(Weight.ZERO))
                .findFirst();
    }

    /** How the versions are compared in a step. */
    AnalysisSettings analysis(Stage reached) {
        AnalysisSettings settings = current(reached).flatMap(Step::analysis).orElse(analysis);
        long comparisons = steps.stream()
                .map(s -> s.analysis().orElse(analysis).comparison())
                .distinct()
                .count();
        return settings.oneOf(comparisons);
    }

    /** How many steps there are after the one that was reached. */
    int left(Stage reached) {
        return steps.size() - 1 - position(reached);
    }

    /**
     * Where a step that was recorded is in the list today: at its place, or where its routing is or, when that is
     * gone, at the last step that gives no higher weight.
     */
    private int position(Stage reached) {
        if (reached.index() < 0) {
            return -1;
        }
        if (reached.index() < steps.size()
                && steps.get(reached.index()).routing().equals(reached.routing())) {
            return reached.index();
        }
        List<Routing> routings = steps.stream().map(Step::routing).toList();
        int same = routings.indexOf(reached.routing());
        return same >= 0
                ? same
                : (int) routings.stream()
                                .filter(r -> !r.weight().isAbove(reached.weight()))
                                .count()
                        - 1;
    }

    private Optional<Stage> stage(int index) {
        return index < steps.size()
                ? Optional.of(new Stage(index, steps.get(index).routing()))
                : Optional.empty();
    }

    private static Optional<Version> find(List<Version> versions, String name) {
        return versions.stream().filter(v -> v.name().equals(name)).findFirst();
    }
}
