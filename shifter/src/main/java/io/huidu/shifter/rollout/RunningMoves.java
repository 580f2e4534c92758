package io.huidu.shifter.rollout;

import io.huidu.events.EventType;
import io.huidu.events.Exposure;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Held.Kind;
import io.huidu.shifter.rollout.Release.Request;
import io.huidu.shifter.rollout.Situation.Running;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.route.Routing;
import java.util.Optional;

/** What is done while a release runs upwards. */
record RunningMoves(Case given, Release release) {

    Decision decide(Running situation) {
        return switch (situation) {
            case Running.Ends(Outcome outcome, Reason reason, String message) -> end(outcome, reason, message);
            case Running.Arrived(ReleaseSpec spec, Exposure exposure) -> enter(spec, exposure);
            case Running.Complete() -> complete();
            case Running.TooHigh(Routing observed) ->
                strayed(Kind.EXCESS, observed).routing(observed.meet(reached()));
            case Running.Restorable(Routing observed) ->
                strayed(Kind.OBSTACLE, observed).routing(reached());
            case Running.Kept(Kind kind, Reason reason, String message) -> keep(kind, reason, message);
            case Running.Refused(Running.Kept kept) ->
                keep(kept.kind(), kept.reason(), kept.message()).routing(target());
            case Running.Misfit(Running.Kept kept, Optional<WorkloadChange> change) ->
                keep(kept.kind(), kept.reason(), kept.message())
                        .changing(change.stream().toList());
            case Running.Outdated(ReleaseSpec spec) -> askAgain(spec);
            case Running.Undecided(Reason reason, String message) ->
                decision(freed(), Phase.PROGRESSING, reason, message);
            case Running.Promoted(Stage next, Judgement judgement) ->
                record(next, causes().verdict(), Reason.WEIGHT_SHIFTED, judgement.message());
            case Running.Recorded(Stage stage, Reason reason, String message) ->
                record(stage, causes().ofHand(reason), reason, message);
            case Running.Lowered(Stage stage, Reason reason, String message) ->
                record(stage, causes().ofHand(reason), reason, message)
                        .routing(given.resource().routing(release.run(), stage));
            case Running.Cleared() ->
                decision(freed(), Phase.PROGRESSING, Reason.WEIGHT_SHIFTED, shifted(release.target()))
                        .routing(target());
        };
    }

    private Routing reached() {
        return given.resource().routing(release.run(), release.reached());
    }

    private Routing target() {
        return given.resource().routing(release.run(), release.target());
    }

    private Decision end(Outcome outcome, Reason reason, String message) {
        Release ending = release.ending(new Ending(
                outcome, reason, message, given.now(), given.resource().wishes().retry()));
        return decision(ending, Phase.ROLLING_BACK, reason, message)
                .routing(Routing.NOTHING)
                .telling(telling(ending)
                        .of(
                                EventType.RELEASE_WEIGHT_SHIFTED,
                                Causes.BACK,
                                causes().ofEnd(reason),
                                reason,
                                "to 0 %: " + message));
    }

    private Decision enter(ReleaseSpec spec, Exposure exposure) {
        Request request = Requests.ofStep(release.run(), exposure.step(), Requests.fingerprint(spec, release.target()));
        Release entered = release.exposed(exposure, request);
        String message = "%s receives %s"
                .formatted(release.run().to().name(), release.target().routing());
        return decision(entered, Phase.PROGRESSING, Reason.STEP_ENTERED, message)
                .telling(telling(entered)
                        .of(
                                EventType.RELEASE_STEP_ENTERED,
                                "step/" + exposure.step() + "/entered",
                                causes().before(),
                                Reason.STEP_ENTERED,
                                message));
    }

    private Decision complete() {
        Run run = release.run();
        Optional<Wish> wish = given.resource().wishes().of(Ask.PROMOTE, run.id());
        Reason reason = wish.map(w -> Reason.PROMOTION_ASKED).orElse(Reason.PROMOTED);
        String message = "%s serves in place of %s%s"
                .formatted(
                        run.to().name(),
                        run.from().name(),
                        wish.map(w -> "; " + w.told()).orElse(""));
        Past past = new Past(
                run.id(),
                run.from().name(),
                run.to().name(),
                Outcome.SUCCEEDED,
                reason,
                message,
                run.startedAt(),
                given.now(),
                Weight.ALL);
        return Decision.of(
                        returnable(given.memory().ended(past).serving(run.to().name())), Phase.SERVING, reason, message)
                .telling(telling(release)
                        .of(EventType.RELEASE_PROMOTED, Causes.PROMOTED, causes().before(), reason, message));
    }

    private Memory returnable(Memory ended) {
        return given.seen().stable() instanceof Workload.Present before
                ? ended.returnable(new WayBack(release.run(), before.revision(), given.now()))
                : ended;
    }

    private Decision strayed(Kind kind, Routing observed) {
        String message = "the route gives %s to %s, asked was %s; putting it right"
                .formatted(observed, release.run().to().name(), reached());
        return keep(kind, Reason.ROUTE_NOT_AS_ASKED, message);
    }

    private Decision keep(Kind kind, Reason reason, String message) {
        Phase phase = kind == Kind.PAUSE ? Phase.PAUSED : Phase.PROGRESSING;
        return decision(release.heldBy(kind, reason, given.now()), phase, reason, message);
    }

    private Decision askAgain(ReleaseSpec spec) {
        Request revised = Requests.revised(release, Requests.fingerprint(spec, release.reached()));
        Release asking = release.asking(revised);
        String message = "the analysis was changed; waits for the first verdict on " + revised.id();
        Decision decision = decision(asking, Phase.PROGRESSING, Reason.ANALYZING, message);
        return release.isRising()
                ? decision.telling(telling(asking)
                        .of(
                                EventType.RELEASE_WEIGHT_SHIFTED,
                                "step/%d.%d/stays".formatted(asking.step(), revised.revision()),
                                causes().spec(),
                                Reason.ANALYZING,
                                message))
                : decision;
    }

    private Decision record(Stage next, String cause, Reason reason, String why) {
        Release rising = freed().asking(next, given.now());
        String message = shifted(next) + ": " + why;
        return decision(rising, Phase.PROGRESSING, reason, message)
                .telling(telling(rising)
                        .of(EventType.RELEASE_WEIGHT_SHIFTED, Causes.rise(rising), cause, reason, message));
    }

    /** Every decision on a release that goes on tells of a hold that begins and of a pause that ends. */
    private Decision decision(Release next, Phase phase, Reason reason, String message) {
        Decision plain = Decision.of(given.memory().running(next), phase, reason, message);
        Decision resumed = isPause(release) && !isPause(next) && next.ending().isEmpty()
                ? plain.telling(telling(next)
                        .of(
                                EventType.RELEASE_RESUMED,
                                fact("resumed", next, Reason.RESUMED),
                                causes().ofResume(),
                                Reason.RESUMED,
                                resumed(message)))
                : plain;
        return next.held()
                .filter(h -> !release.held().equals(Optional.of(h)))
                .map(h -> resumed.telling(telling(next)
                        .of(
                                holdType(h),
                                fact("held", next, h.reason()),
                                causes().ofHold(h.reason()),
                                h.reason(),
                                message)))
                .orElse(resumed);
    }

    /** With the name of who let it go on. */
    private String resumed(String message) {
        String request = release.request().id();
        Wishes wishes = given.resource().wishes();
        return wishes.of(Ask.RESUME, request)
                .or(() -> wishes.of(Ask.APPROVE, request))
                .map(wish -> wish.told() + "; " + message)
                .orElse(message);
    }

    /** A clock may be set back, so that the time alone doesn't tell two holds apart. */
    private String fact(String what, Release next, Reason reason) {
        return "%s/%d/%s/%d".formatted(what, next.step(), reason, given.now().toEpochMilli());
    }

    private static EventType holdType(Held held) {
        return held.kind() == Kind.PAUSE ? EventType.RELEASE_PAUSED : EventType.RELEASE_HELD;
    }

    private static boolean isPause(Release some) {
        return some.held().filter(h -> h.kind() == Kind.PAUSE).isPresent();
    }

    private Causes causes() {
        return new Causes(given, release);
    }

    private Release freed() {
        return release.free(given.now());
    }

    private Telling telling(Release about) {
        return new Telling(given, about);
    }

    private String shifted(Stage stage) {
        return "%s is to receive %s".formatted(release.run().to().name(), stage.routing());
    }
}
