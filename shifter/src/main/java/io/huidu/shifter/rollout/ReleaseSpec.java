package io.huidu.shifter.rollout;

import io.huidu.events.Version;
import io.huidu.events.Weight;
import java.util.List;
import java.util.Optional;

/**
 * What a resource asks for: checked, complete, every default filled in.
 *
 * @param versions exactly two
 * @param desired the name of the version that is to serve
 * @param traffic what splits the traffic
 * @param steps with strictly increasing weights, the last being 100
 * @param analysis how the versions are compared
 * @param safety what happens when nothing happens
 * @param hold whether a person wants everything to stay as it is
 * @param image what is to serve on whichever version; takes the place of {@code desired}
 */
public record ReleaseSpec(
        List<Version> versions,
        String desired,
        Traffic traffic,
        List<Step> steps,
        AnalysisSettings analysis,
        Safety safety,
        Hold hold,
        Optional<ImageWish> image) {

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
            Check.that(steps.get(i).weight().isAbove(steps.get(i - 1).weight()), "steps", steps, "increasing weights");
        }
    }

    ReleaseSpec desiring(String version) {
        return new ReleaseSpec(versions, version, traffic, steps, analysis, safety, hold, image);
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

    /** The step that follows a weight; empty after 100. Found by weight, for the list may change in mid-release. */
    Optional<Step> next(Weight reached) {
        return steps.stream().filter(s -> s.weight().isAbove(reached)).findFirst();
    }

    /** The step that a weight belongs to: the last that isn't above it; empty below the first. */
    Optional<Step> current(Weight reached) {
        return steps.stream().filter(s -> !s.weight().isAbove(reached)).reduce((first, second) -> second);
    }

    private static Optional<Version> find(List<Version> versions, String name) {
        return versions.stream().filter(v -> v.name().equals(name)).findFirst();
    }
}
