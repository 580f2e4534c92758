package io.huidu.shifter.rollout;

import io.huidu.events.EventIds;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.route.Routing;
import java.util.Optional;

/**
 * What led to what a release tells of: the verdict or the command; where neither did, the event before it in the same
 * release, or what was changed in Kubernetes. All of it follows from what stands in the resource and from what was
 * heard, so that a fact has the same cause however often it is told.
 *
 * @param release as it is before the decision
 */
record Causes(Case given, Release release) {

    static final String STARTED = "started";
    static final String BACK = "back";
    static final String PROMOTED = "promoted";

    /** The fact that a step was recorded, of a release that has just recorded it or still waits for it. */
    static String rise(Release rising) {
        return "step/%d.%d/to/%s"
                .formatted(
                        rising.step(),
                        rising.request().revision(),
                        name(rising.target().routing()));
    }

    /** One step may have followed another in the same place, so that the weight alone doesn't tell two of them apart. */
    private static String name(Routing routing) {
        String beside = Integer.toHexString((routing + routing.matches().toString()).hashCode());
        return routing.weight().percent() + (routing.isPlain() ? "" : "-" + beside);
    }

    /** Of a release. */
    String ofStart() {
        Optional<String> retry = given.resource().wishes().retry();
        boolean retried = given.memory()
                .latch()
                .filter(latch -> latch.version().equals(release.run().to().name()))
                .filter(latch -> !latch.retry().equals(retry))
                .isPresent();
        return retried ? retry.flatMap(value -> Wish.of(value).command()).orElseGet(() -> changed("retry")) : spec();
    }

    /** The command that last changed the spec; where none did, the spec's generation. */
    String spec() {
        return given.resource()
                .changedBy()
                .orElseGet(() -> changed("generation/" + given.resource().generation()));
    }

    /** What the analyzer said. */
    String verdict() {
        return heard().map(heard -> EventIds.of(heard.judged())).orElseGet(this::before);
    }

    /** The step that is on its way, else the one that was entered last. */
    String before() {
        String id = release.run().id();
        boolean first = release.exposures().isEmpty()
                && release.askedAt().equals(release.run().startedAt());
        if (first) {
            return EventIds.ofChange(id, STARTED);
        }
        return release.isRising()
                ? EventIds.ofChange(id, rise(release))
                : EventIds.ofStepEntered(id, release.exposures().getLast().step());
    }

    /** Of the beginning of the way back of a release that was promoted. */
    String ofReturn(Reason reason) {
        return switch (reason) {
            case ROLLBACK_ASKED -> asked(Ask.ROLLBACK);
            case DESIRED_CHANGED, IMAGE_CHANGED -> spec();
            default -> condemned() ? verdict() : EventIds.ofChange(release.run().id(), PROMOTED);
        };
    }

    /** Of the end of the way back. */
    String wayBack() {
        return EventIds.ofChange(release.run().id(), BACK);
    }

    /** Of its beginning. */
    String ofEnd(Reason reason) {
        return switch (reason) {
            case ROLLBACK_ASKED -> asked(Ask.ROLLBACK);
            case DESIRED_CHANGED, IMAGE_CHANGED -> spec();
            default -> condemned() ? verdict() : before();
        };
    }

    /** Of the end of a release whose resource was deleted. */
    String deletion() {
        return changed("deleted");
    }

    /** Of a step that was recorded without a verdict. */
    String ofHand(Reason reason) {
        return switch (reason) {
            case WEIGHT_SET -> asked(Ask.WEIGHT);
            case STEP_SKIPPED -> asked(Ask.SKIP);
            case JUMPED -> asked(Ask.JUMP);
            case PROMOTION_ASKED -> asked(Ask.PROMOTE);
            default -> spec();
        };
    }

    String ofHold(Reason reason) {
        return switch (reason) {
            case PAUSED, FREEZE_WINDOW -> spec();
            case FROZEN -> asked(Ask.FREEZE);
            case WEIGHT_SET -> asked(Ask.WEIGHT);
            default -> before();
        };
    }

    /** Somebody's word, the spec that pauses no longer, or the time that a pause was to last. */
    String ofResume() {
        String request = release.request().id();
        Wishes wishes = given.resource().wishes();
        if (wishes.of(Ask.RESUME, request).isPresent()) {
            return asked(Ask.RESUME);
        }
        if (wishes.of(Ask.APPROVE, request).isPresent()) {
            return asked(Ask.APPROVE);
        }
        boolean paused = release.held().filter(h -> h.reason() == Reason.PAUSED).isPresent();
        return paused ? spec() : before();
    }

    private boolean condemned() {
        return heard().filter(heard -> heard.judgement().verdict() == Verdict.ROLL_BACK)
                .isPresent();
    }

    private Optional<Heard> heard() {
        return given.heard()
                .filter(heard ->
                        heard.judgement().releaseId().equals(release.run().id()));
    }

    /** The command; where somebody wrote the annotation by hand, the annotation. */
    private String asked(Ask ask) {
        return given.resource().wishes().of(ask).flatMap(Wish::command).orElseGet(() -> changed(ask.word()));
    }

    private String changed(String what) {
        Resource resource = given.resource();
        return "%s/%s/%s".formatted(resource.key(), resource.uid().substring(0, 8), what);
    }
}
