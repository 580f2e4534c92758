package io.huidu.shifter.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Owns every transition of a release. */
public final class Rollout {

    private static final Duration WRITTEN = Duration.ofSeconds(1);
    private static final Duration WAITING = Duration.ofSeconds(10);
    private static final Duration AT_REST = Duration.ofMinutes(1);

    private Rollout() {}

    /**
     * What is to be done now. Level-triggered: deciding again on what a plan has led to changes nothing more.
     *
     * @param heard the latest judgement about the resource; empty when none was heard since the process began
     */
    public static Plan decide(Resource resource, Optional<Heard> heard, Observation seen, Instant now) {
        Case given = new Case(resource, heard, seen, now);
        Decision decision = decide(given, given.situation());
        Status status = new Status(decision.memory(), Optional.of(new Faces(given, decision).face()));
        return new Plan(
                decision.route().filter(w -> !seen.weight().equals(Optional.of(w))),
                status,
                decision.announcements(),
                Requests.wanted(given),
                again(given, decision, status));
    }

    private static Decision decide(Case given, Situation situation) {
        return switch (situation) {
            case Situation.Idle idle -> new IdleMoves(given).decide(idle);
            case Situation.Running running -> new RunningMoves(given, running(given)).decide(running);
            case Situation.GoingBack back -> new BackMoves(given, running(given)).decide(back);
        };
    }

    private static Release running(Case given) {
        return given.memory().release().orElseThrow();
    }

    private static Duration again(Case given, Decision decision, Status status) {
        if (!status.memory().equals(given.memory())) {
            return Duration.ZERO;
        }
        if (decision.route().isPresent()) {
            return WRITTEN;
        }
        return switch (decision.phase()) {
            case PROGRESSING, ROLLING_BACK -> interval(given);
            case WAITING, PAUSED -> WAITING;
            case SERVING, ROLLED_BACK, INVALID -> AT_REST;
        };
    }

    private static Duration interval(Case given) {
        return switch (given.resource().checked()) {
            case Checked.Valid(ReleaseSpec spec) -> spec.analysis().interval();
            case Checked.Invalid invalid -> AnalysisSettings.DEFAULT_INTERVAL;
        };
    }
}
