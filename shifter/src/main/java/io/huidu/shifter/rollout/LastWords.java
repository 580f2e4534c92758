package io.huidu.shifter.rollout;

import io.huidu.events.EventType;
import io.huidu.events.Reason;
import io.huidu.shifter.rollout.Observation.Kafka;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is told of a resource that is deleted. */
public final class LastWords {

    private LastWords() {}

    /**
     * What was left untold and, where a release runs, how it ends: as it was about to, or aborted. However often this is
     * asked, it is the same.
     */
    public static List<Announcement> of(Resource resource, Instant deletedAt) {
        return Stream.concat(
                        resource.status().untold().stream(),
                        resource.memory().release().stream()
                                .map(release -> end(new Case(
                                        resource,
                                        Optional.empty(),
                                        Observation.ofNothing(new Kafka.Unreachable(deletedAt)),
                                        deletedAt))))
                .toList();
    }

    private static Announcement end(Case given) {
        Release release = given.memory().release().orElseThrow();
        Telling telling = new Telling(given, release);
        return release.ending()
                .map(telling::of)
                .orElseGet(() -> telling.of(
                        EventType.RELEASE_ABORTED,
                        "aborted",
                        new Causes(given, release).deletion(),
                        Reason.RESOURCE_DELETED,
                        "the CanaryRelease was deleted while %s was being released"
                                .formatted(release.run().to().name())));
    }
}
