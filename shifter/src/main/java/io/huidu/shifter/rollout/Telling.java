package io.huidu.shifter.rollout;

import io.huidu.events.EventIds;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseState;
import java.util.Optional;

/** Puts announcements about a release into words. */
record Telling(Case given, Release release) {

    /**
     * In words.
     *
     * @param fact what tells this fact from every other of this release
     * @param cause what led to it
     */
    Announcement of(EventType type, String fact, String cause, Reason reason, String message) {
        return new Announcement(
                EventIds.ofChange(release.run().id(), fact),
                cause,
                given.now(),
                new ReleaseChanged(type, state(reason, message)));
    }

    /** That it has gone back. */
    Announcement of(Ending ending) {
        return switch (ending.outcome()) {
            case ROLLED_BACK -> end(EventType.RELEASE_ROLLED_BACK, "rolled-back", ending);
            case ABORTED -> end(EventType.RELEASE_ABORTED, "aborted", ending);
            case SUCCEEDED -> throw new IllegalStateException("a release that goes back: got outcome SUCCEEDED");
        };
    }

    private Announcement end(EventType type, String fact, Ending ending) {
        return of(type, fact, new Causes(given, release).wayBack(), ending.reason(), ending.message());
    }

    private ReleaseState state(Reason reason, String message) {
        Run run = release.run();
        return new ReleaseState(
                given.resource().key(),
                run.id(),
                run.from().name(),
                run.to().name(),
                release.step(),
                Faces.steps(given.resource().checked(), release),
                release.asked(),
                given.seen().share(),
                reason,
                message,
                judgement(),
                image());
    }

    private Optional<Judgement> judgement() {
        return given.heard()
                .map(Heard::judgement)
                .filter(j -> j.releaseId().equals(release.run().id()));
    }

    /** Of the container that {@code spec.image} is about, or else of the first one. */
    private Optional<String> image() {
        if (!(given.seen().canary() instanceof Workload.Present seen)
                || !seen.name().equals(release.run().to().workload())) {
            return Optional.empty();
        }
        return wish().flatMap(wish -> wish.container(seen))
                .or(() -> seen.template().containers().stream().findFirst())
                .map(Workload.Container::image);
    }

    private Optional<ImageWish> wish() {
        return switch (given.resource().checked()) {
            case Checked.Invalid invalid -> Optional.empty();
            case Checked.Valid(ReleaseSpec spec) -> spec.image();
        };
    }
}
