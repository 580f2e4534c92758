package io.huidu.shifter.rollout;

import io.huidu.events.EventType;
import io.huidu.shifter.rollout.Situation.GoingBack;
import io.huidu.shifter.route.Routing;

/** What is done while a release goes back. */
record BackMoves(Case given, Release release) {

    Decision decide(GoingBack situation) {
        return switch (situation) {
            case GoingBack.OnTheWay(Ending ending) ->
                Decision.of(given.memory(), Phase.ROLLING_BACK, ending.reason(), onTheWay(ending))
                        .routing(Routing.NOTHING);
            case GoingBack.Done(Ending ending) -> done(ending);
        };
    }

    private String onTheWay(Ending ending) {
        return Obstacle.ofRoute(given.seen().route())
                .or(() -> given.seen().refusal(Routing.NOTHING))
                .map(o -> "%s (not done yet: %s)".formatted(ending.message(), o.message()))
                .orElse(ending.message());
    }

    private Decision done(Ending ending) {
        Memory ended = given.memory().ended(past(ending));
        return switch (ending.outcome()) {
            case ROLLED_BACK ->
                Decision.of(ended.latched(latch(ending)), Phase.ROLLED_BACK, ending.reason(), ending.message())
                        .telling(telling(EventType.RELEASE_ROLLED_BACK, "rolled-back", ending));
            case ABORTED ->
                Decision.of(ended, Phase.WAITING, ending.reason(), ending.message())
                        .telling(telling(EventType.RELEASE_ABORTED, "aborted", ending));
            case SUCCEEDED -> throw new IllegalStateException("a release that goes back: got outcome SUCCEEDED");
        };
    }

    private Announcement telling(EventType type, String fact, Ending ending) {
        return new Telling(given, release).of(type, fact, ending.reason(), ending.message());
    }

    private Latch latch(Ending ending) {
        Run run = release.run();
        return new Latch(
                run.to().name(), run.revision(), ending.retry(), ending.reason(), ending.message(), given.now());
    }

    private Past past(Ending ending) {
        Run run = release.run();
        return new Past(
                run.id(),
                run.from().name(),
                run.to().name(),
                ending.outcome(),
                ending.reason(),
                ending.message(),
                run.startedAt(),
                given.now(),
                release.settled());
    }
}
