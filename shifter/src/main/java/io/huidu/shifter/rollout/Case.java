package io.huidu.shifter.rollout;

import java.time.Instant;
import java.util.Optional;

/** Everything that one decision may look at. */
record Case(Resource resource, Optional<Heard> heard, Observation seen, Instant now) {

    Memory memory() {
        return resource.memory();
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
        boolean back = seen.weight().filter(w -> w.percent() == 0).isPresent();
        return back ? new Situation.GoingBack.Done(ending) : new Situation.GoingBack.OnTheWay(ending);
    }
}
