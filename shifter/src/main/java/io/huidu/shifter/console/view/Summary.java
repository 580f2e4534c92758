package io.huidu.shifter.console.view;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.CanaryReleaseSpec;
import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.rollout.Wish.Ask;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A release at a glance, as the status says it; what isn't known is left out, and nothing in a resource that others wrote
 * keeps it from being shown.
 *
 * @param version of the resource
 * @param step from 1
 */
public record Summary(
        String namespace,
        String name,
        String version,
        List<String> versions,
        String desired,
        Optional<String> serving,
        Optional<String> phase,
        Optional<String> reason,
        Optional<String> message,
        Optional<Integer> step,
        Optional<Integer> steps,
        Optional<String> from,
        Optional<String> to,
        Optional<String> run,
        Optional<Shares> weight,
        Optional<String> image,
        boolean paused,
        boolean frozen,
        String since) {

    /** A weight asked for and the one seen, in percent. */
    public record Shares(int asked, Optional<Integer> observed) {}

    /** Of a resource. */
    public static Summary of(CanaryRelease release) {
        CanaryReleaseSpec spec = Optional.ofNullable(release.getSpec()).orElseGet(CanaryReleaseSpec::new);
        CanaryReleaseStatus status = status(release);
        Optional<CanaryReleaseStatus.Release> running = Optional.ofNullable(status.release);
        return new Summary(
                release.getMetadata().getNamespace(),
                release.getMetadata().getName(),
                text(release.getMetadata().getResourceVersion()).orElse(""),
                names(spec),
                text(spec.desired).or(() -> text(status.serving)).orElse(""),
                text(status.serving),
                text(status.phase),
                text(status.reason),
                text(status.message),
                running.map(run -> 1 + Optional.ofNullable(run.step).orElse(0)),
                running.flatMap(run -> Optional.ofNullable(run.steps)).filter(steps -> steps > 0),
                running.flatMap(run -> name(run.from)),
                running.flatMap(run -> name(run.to)),
                running.flatMap(run -> text(run.id)),
                Optional.ofNullable(status.weight)
                        .flatMap(weight -> Optional.ofNullable(weight.asked)
                                .map(asked -> new Shares(asked, Optional.ofNullable(weight.observed)))),
                text(spec.image),
                Boolean.TRUE.equals(spec.paused),
                annotated(release, CanaryRelease.annotation(Ask.FREEZE)).isPresent(),
                since(release, status));
    }

    public ReleaseKey key() {
        return new ReleaseKey(namespace, name);
    }

    static CanaryReleaseStatus status(CanaryRelease release) {
        return Optional.ofNullable(release.getStatus()).orElseGet(CanaryReleaseStatus::new);
    }

    static Optional<String> annotated(CanaryRelease release, String annotation) {
        return Optional.ofNullable(release.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(annotation));
    }

    static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text);
    }

    static Optional<String> name(CanaryReleaseStatus.@Nullable End end) {
        return Optional.ofNullable(end).flatMap(known -> text(known.name));
    }

    static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static List<String> names(CanaryReleaseSpec spec) {
        return list(spec.versions).stream()
                .map(version -> text(version.name))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String since(CanaryRelease release, CanaryReleaseStatus status) {
        return Stream.of(
                        Optional.ofNullable(status.release).flatMap(run -> text(run.startedAt)),
                        list(status.history).stream().findFirst().flatMap(last -> text(last.endedAt)),
                        text(release.getMetadata().getCreationTimestamp()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("1970-01-01T00:00:00Z");
    }
}
