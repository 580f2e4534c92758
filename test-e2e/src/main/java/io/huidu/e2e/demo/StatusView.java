package io.huidu.e2e.demo;

import io.huidu.events.Weight;
import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.api.CanaryReleaseStatus.Past;
import io.huidu.shifter.api.CanaryReleaseStatus.Release;
import io.huidu.shifter.api.CanaryReleaseStatus.Stage;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a status says that the demo tells of. */
record StatusView(CanaryReleaseStatus status) {

    /** The id of the release that runs. */
    Optional<String> running() {
        return release().map(release -> release.id);
    }

    /** Empty while no release runs, and while it goes back. */
    Optional<Portion> asked() {
        return stage(release -> release.target)
                .map(stage -> new Portion(
                        Objects.requireNonNullElse(stage.index, 0),
                        Weight.of(Objects.requireNonNullElse(stage.weight, 0)),
                        stage.match != null && !stage.match.isEmpty(),
                        Weight.of(Objects.requireNonNullElse(stage.mirror, 0))));
    }

    /** Whether the last step that was seen on the route is the one that is asked for. */
    boolean isSteady() {
        Optional<Integer> reached = stage(release -> release.reached).map(stage -> stage.index);
        return reached.isPresent()
                && reached.equals(stage(release -> release.target).map(stage -> stage.index));
    }

    Optional<Weight> observed() {
        return Optional.ofNullable(status.weight).map(weight -> weight.observed).map(Weight::of);
    }

    /** The last release, when none runs. */
    Optional<Past> ended() {
        return release().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(status.history)
                        .flatMap(history -> history.stream().max(Comparator.comparing(StatusView::endedAt)));
    }

    static Glimpse.Ending ending(Past past) {
        return switch (Objects.requireNonNullElse(past.outcome, "")) {
            case "Succeeded" -> Glimpse.Ending.PROMOTED;
            case "RolledBack" -> Glimpse.Ending.ROLLED_BACK;
            case "Aborted" -> Glimpse.Ending.ABORTED;
            default ->
                throw new IllegalStateException(
                        "history: got outcome '%s', expected Succeeded, RolledBack or Aborted".formatted(past.outcome));
        };
    }

    private Optional<Release> release() {
        return Optional.ofNullable(status.release);
    }

    private Optional<Stage> stage(Function<Release, @Nullable Stage> which) {
        return release().flatMap(release -> Optional.ofNullable(which.apply(release)));
    }

    private static Instant endedAt(Past past) {
        return Instant.parse(Objects.requireNonNull(past.endedAt));
    }
}
