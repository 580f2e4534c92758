package io.huidu.shifter.rollout;

import io.huidu.events.EventType;
import io.huidu.events.Exposure;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Held.Kind;
import io.huidu.shifter.rollout.Release.Request;
import io.huidu.shifter.rollout.Situation.Running;

/** What is done while a release runs upwards. */
record RunningMoves(Case given, Release release) {

    Decision decide(Running situation) {
        return switch (situation) {
            case Running.Ends(Outcome outcome, Reason reason, String message) -> end(outcome, reason, message);
            case Running.Arrived(ReleaseSpec spec, Exposure exposure) -> enter(spec, exposure);
            case Running.Complete() -> complete();
            case Running.TooHigh(Weight observed) -> takeBack(observed);
            case Running.Restorable(Weight observed) -> restore(observed);
            case Running.Kept(Kind kind, Reason reason, String message) -> keep(kind, reason, message);
            case Running.Outdated(ReleaseSpec spec) -> askAgain(spec);
            case Running.Undecided(Reason reason, String message) -> goOn(freed(), reason, message);
            case Running.Promoted(Weight next, Judgement judgement) -> record(next, judgement);
            case Running.Cleared() ->
                goOn(freed(), Reason.WEIGHT_SHIFTED, shifted(release.asked())).routing(release.asked());
        };
    }

    private Decision end(Outcome outcome, Reason reason, String message) {
        Release ending = release.ending(new Ending(
                outcome, reason, message, given.now(), given.resource().wishes().retry()));
        return decision(ending, Phase.ROLLING_BACK, reason, message)
                .routing(Weight.ZERO)
                .telling(telling(ending).of(EventType.RELEASE_WEIGHT_SHIFTED, "back", reason, "to 0 %: " + message));
    }

    private Decision enter(ReleaseSpec spec, Exposure exposure) {
        Request request =
                Requests.ofStep(release.run(), exposure.step(), Requests.fingerprint(spec, exposure.weight()));
        Release entered = release.exposed(exposure, request);
        String message = "%s receives %s".formatted(release.run().to().name(), exposure.weight());
        return decision(entered, Phase.PROGRESSING, Reason.STEP_ENTERED, message)
                .telling(telling(entered)
                        .of(
                                EventType.RELEASE_STEP_ENTERED,
                                "step/" + exposure.step() + "/entered",
                                Reason.STEP_ENTERED,
                                message));
    }

    private Decision complete() {
        Run run = release.run();
        String message =
                "%s serves in place of %s".formatted(run.to().name(), run.from().name());
        Past past = new Past(
                run.id(),
                run.from().name(),
                run.to().name(),
                Outcome.SUCCEEDED,
                Reason.PROMOTED,
                message,
                run.startedAt(),
                given.now(),
                Weight.ALL);
        return Decision.of(given.memory().ended(past).serving(run.to().name()), Phase.SERVING, Reason.PROMOTED, message)
                .telling(telling(release).of(EventType.RELEASE_PROMOTED, "promoted", Reason.PROMOTED, message));
    }

    private Decision takeBack(Weight observed) {
        return keep(Kind.OBSTACLE, Reason.ROUTE_NOT_AS_ASKED, notAsAsked(observed))
                .routing(release.settled());
    }

    private Decision restore(Weight observed) {
        return keep(Kind.OBSTACLE, Reason.ROUTE_NOT_AS_ASKED, notAsAsked(observed))
                .routing(release.settled());
    }

    private Decision keep(Kind kind, Reason reason, String message) {
        Release held = release.heldBy(kind, reason, given.now());
        Phase phase = kind == Kind.PAUSE ? Phase.PAUSED : Phase.PROGRESSING;
        Decision decision = decision(held, phase, reason, message);
        boolean known = release.held().equals(held.held());
        return known ? decision : decision.telling(holdBegins(held, kind, reason, message));
    }

    private Announcement holdBegins(Release held, Kind kind, Reason reason, String message) {
        EventType type = kind == Kind.PAUSE ? EventType.RELEASE_PAUSED : EventType.RELEASE_HELD;
        return telling(held).of(type, "held/%s/%d".formatted(reason, given.now().toEpochMilli()), reason, message);
    }

    private Decision askAgain(ReleaseSpec spec) {
        Request revised = Requests.revised(release, Requests.fingerprint(spec, release.settled()));
        return decision(
                release.asking(revised),
                Phase.PROGRESSING,
                Reason.ANALYZING,
                "the analysis was changed; waits for the first verdict on " + revised.id());
    }

    private Decision record(Weight next, Judgement judgement) {
        Release rising = freed().asking(next, given.now());
        String message = shifted(next) + ": " + judgement.message();
        return goOn(rising, Reason.WEIGHT_SHIFTED, message)
                .telling(telling(rising)
                        .of(
                                EventType.RELEASE_WEIGHT_SHIFTED,
                                "%s/to/%d".formatted(release.request().id(), next.percent()),
                                Reason.WEIGHT_SHIFTED,
                                message));
    }

    private Decision goOn(Release next, Reason reason, String message) {
        Decision decision = decision(next, Phase.PROGRESSING, reason, message);
        return release.held()
                .filter(h -> h.kind() == Kind.PAUSE)
                .map(h -> decision.telling(telling(next)
                        .of(
                                EventType.RELEASE_RESUMED,
                                "resumed/%d".formatted(h.since().toEpochMilli()),
                                Reason.RESUMED,
                                message)))
                .orElse(decision);
    }

    private Decision decision(Release next, Phase phase, Reason reason, String message) {
        return Decision.of(given.memory().running(next), phase, reason, message);
    }

    private Release freed() {
        return release.free(given.now());
    }

    private Telling telling(Release about) {
        return new Telling(given, about);
    }

    private String shifted(Weight weight) {
        return "%s is to receive %s".formatted(release.run().to().name(), weight);
    }

    private String notAsAsked(Weight observed) {
        return "the route gives %s to %s, asked was %s"
                .formatted(observed, release.run().to().name(), release.settled());
    }
}
