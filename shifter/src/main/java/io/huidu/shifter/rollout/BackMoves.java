package io.huidu.shifter.rollout;

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
        Memory ended =
                given.memory().ended(past(ending)).serving(release.run().from().name());
        boolean failed = ending.outcome() == Outcome.ROLLED_BACK;
        return Decision.of(
                        failed ? ended.latched(latch(ending)) : ended,
                        failed ? Phase.ROLLED_BACK : Phase.WAITING,
                        ending.reason(),
                        ending.message())
                .telling(new Telling(given, release).of(ending));
    }

    private Latch latch(Ending ending) {
        Run run = release.run();
        return new Latch(
                run.to().name(),
                run.revision(),
                run.config(),
                ending.retry(),
                ending.reason(),
                ending.message(),
                given.now());
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
