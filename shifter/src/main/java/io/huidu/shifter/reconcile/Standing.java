package io.huidu.shifter.reconcile;

import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Condition;
import io.huidu.shifter.rollout.Face;
import io.huidu.shifter.rollout.Phase;
import io.huidu.shifter.rollout.Release;
import io.huidu.shifter.rollout.Status;
import java.time.Instant;
import java.util.Optional;

/** Of a status, what the metrics tell: far less than the whole, since there may be thousands. */
record Standing(Phase phase, Optional<Running> running) {

    /**
     * A release that runs.
     *
     * @param observed empty when the route can't be read
     * @param step from 1
     * @param progressSince from when the step's deadline counts
     */
    record Running(
            Weight asked,
            Optional<Weight> observed,
            boolean routeApplied,
            int step,
            int steps,
            Instant startedAt,
            Instant progressSince,
            Reason reason) {}

    /** Empty before the first decision. */
    static Optional<Standing> of(Status status) {
        return status.face()
                .map(face ->
                        new Standing(face.phase(), status.memory().release().map(release -> running(face, release))));
    }

    private static Running running(Face face, Release release) {
        return new Running(
                release.asked(),
                face.weight().flatMap(Face.Shares::observed),
                face.conditions().stream()
                        .anyMatch(condition -> condition.type() == Condition.Type.TRAFFIC_APPLIED
                                && condition.state() == Condition.State.TRUE),
                release.step() + 1,
                face.steps(),
                release.run().startedAt(),
                release.progressSince(),
                face.reason());
    }
}
