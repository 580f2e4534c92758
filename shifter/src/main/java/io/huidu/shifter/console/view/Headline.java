package io.huidu.shifter.console.view;

import io.huidu.shifter.api.CanaryReleaseStatus;
import io.huidu.shifter.rollout.ReleaseSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is happening, and what is awaited.
 *
 * @param requests about how many more on the version on trial
 * @param expectedAt when that will have come at today's traffic
 * @param until the deadline after which it is decided without
 */
public record Headline(
        String text, Awaits awaits, Optional<Long> requests, Optional<Instant> expectedAt, Optional<Instant> until) {

    /** Of a resource. */
    public static Headline of(Reading of) {
        Awaits awaits = Awaits.of(of);
        Optional<CanaryReleaseStatus.Verdict> verdict =
                Optional.ofNullable(of.status().verdict).filter(v -> awaits == Awaits.EVIDENCE);
        Optional<Long> requests = verdict.flatMap(v -> Optional.ofNullable(v.missingRequests));
        Optional<Instant> expectedAt = verdict.flatMap(v -> time(Optional.ofNullable(v.expectedAt)));
        return new Headline(
                state(of) + awaited(of, awaits, requests, expectedAt), awaits, requests, expectedAt, until(of));
    }

    private static String state(Reading of) {
        Summary summary = of.summary();
        String serving = summary.serving().orElse("an unknown version");
        return switch (summary.phase().orElse("")) {
            case "Serving" -> serving + " serves all traffic";
            case "RolledBack" -> "%s was rolled back; %s serves all traffic".formatted(of.to(), serving);
            case "RollingBack" -> "Going back to " + of.from();
            case "Invalid" -> "The spec has problems, and nothing runs";
            case "Waiting" -> summary.message().orElse("Waiting");
            case "" -> "Not looked at yet";
            default ->
                summary.run().isPresent()
                        ? "%s on %s"
                                .formatted(
                                        summary.weight()
                                                .map(weight -> weight.observed().orElse(weight.asked()) + " %")
                                                .orElse("An unknown share"),
                                        of.to())
                        : serving + " serves all traffic";
        };
    }

    private static String awaited(Reading of, Awaits awaits, Optional<Long> requests, Optional<Instant> expectedAt) {
        return switch (awaits) {
            case NOTHING, SPEC -> "";
            case EVIDENCE ->
                requests.map(count -> " · about %,d more requests".formatted(count))
                        .map(text -> text
                                + expectedAt
                                        .map(at -> ", " + duration(Duration.between(of.now(), at)))
                                        .orElse(""))
                        .orElse(" · waits for a verdict");
            case TIME -> " · the step has to last, or the pods to warm up";
            case RESUME -> " · waits for somebody to resume it";
            case APPROVAL -> " · waits for an approval";
            case UNFREEZING -> " · frozen";
            case WEIGHT_RELEASE -> " · held there by hand";
            case PODS -> " · waits for pods";
            case ROUTE -> " · waits for the route";
            case DATA -> " · waits for data";
        };
    }

    /** When the deadline of what holds it is over. */
    private static Optional<Instant> until(Reading of) {
        return of.rising()
                .flatMap(run -> Optional.ofNullable(run.held))
                .flatMap(held -> of.checked()
                        .flatMap(spec -> deadline(held, spec))
                        .flatMap(deadline ->
                                time(Optional.ofNullable(held.since)).map(since -> since.plus(deadline))));
    }

    private static Optional<Duration> deadline(CanaryReleaseStatus.Held held, ReleaseSpec spec) {
        return switch (Optional.ofNullable(held.kind).orElse("")) {
            case "Obstacle" -> Optional.of(spec.safety().progressDeadline());
            case "Silence" -> Optional.of(spec.safety().noDataDeadline());
            default -> Optional.empty();
        };
    }

    static Optional<Instant> time(Optional<String> text) {
        try {
            return text.map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Rounded up, in the unit that a person would say. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 90) {
            return seconds + " s";
        }
        long minutes = (seconds + 59) / 60;
        return minutes < 90 ? minutes + " min" : (minutes + 59) / 60 + " h";
    }
}
