package io.huidu.shifter.rollout;

import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.shifter.rollout.Observation.Kafka;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.route.Routing;
import java.time.Instant;
import java.util.Optional;

/** Everything that one decision may look at. */
record Case(Resource resource, Optional<Heard> heard, Observation seen, Instant now) {

    Memory memory() {
        return resource.memory();
    }

    /**
     * What the analyzer still says of a request, as far as that is known. A process that has just begun to listen may
     * hear again what was said long ago, when another that died had heard the opposite since; so only words on data
     * later than that beginning count.
     */
    Optional<Judgement> standing(String requestId) {
        return switch (seen.kafka()) {
            case Kafka.Unreachable away -> Optional.empty();
            case Kafka.Reachable(Instant since) ->
                heard.map(Heard::judgement)
                        .filter(j -> j.requestId().equals(requestId))
                        .filter(j -> j.windowEnd().isAfter(since));
        };
    }

    /** What stops everything that would rise: a person, or the time; empty when nothing does. */
    Optional<Obstacle> stop(ReleaseSpec spec) {
        return spec.isPaused()
                ? Optional.of(new Obstacle(Reason.PAUSED, "spec.paused is set"))
                : resource.wishes()
                        .of(Ask.FREEZE)
                        .map(wish -> new Obstacle(Reason.FROZEN, "frozen; " + wish.told()))
                        .or(() -> spec.safety().frozen(now));
    }

    Situation situation() {
        Optional<Release> release = memory().release();
        if (release.isEmpty()) {
            return new IdleReading(this).situation();
        }
        return release.get().ending().isPresent()
                ? goingBack(release.get().ending().get())
                : new RunningReading(this, release.get()).situation();
    }

    private Situation goingBack(Ending ending) {
        boolean back = seen.routing().filter(Routing.NOTHING::equals).isPresent();
        return back ? new Situation.GoingBack.Done(ending) : new Situation.GoingBack.OnTheWay(ending);
    }
}
