package io.huidu.shifter.rollout;

import io.huidu.events.EventType;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Version;
import io.huidu.shifter.rollout.Release.Request;
import io.huidu.shifter.rollout.Situation.Idle;
import io.huidu.shifter.rollout.WorkloadChange.SetImage;
import io.huidu.shifter.route.Routing;
import java.util.List;
import java.util.Optional;

/** What is done while no release runs. */
record IdleMoves(Case given) {

    Decision decide(Idle situation) {
        return switch (situation) {
            case Idle.Unusable(Checked.Invalid invalid) -> stay(Phase.INVALID, Reason.INVALID_SPEC, invalid.message());
            case Idle.Learned(String serving) ->
                Decision.of(
                        given.memory().serving(serving), Phase.WAITING, Reason.SERVING, serving + " has all traffic");
            case Idle.Lacking(Reason reason, String message) -> stay(Phase.WAITING, reason, message);
            case Idle.Drifted(ReleaseSpec spec, Routing observed) ->
                stay(
                                Phase.WAITING,
                                Reason.ROUTE_NOT_AS_ASKED,
                                "%s: got %s on the version that doesn't serve, expected none; taking it back"
                                        .formatted(spec.traffic().route(), observed))
                        .routing(Routing.NOTHING);
            case Idle.Returns(WayBack back, Reason reason, String message, Optional<WorkloadChange> change) ->
                goBack(back, reason, message).changing(change.stream().toList());
            case Idle.AtRest(ReleaseSpec spec) ->
                Decision.of(given.memory().unlatched(), Phase.SERVING, Reason.SERVING, spec.desired() + " serves")
                        .changing(new Capacity(given, spec).afterwards());
            case Idle.Latched(ReleaseSpec spec, Latch latch) ->
                stay(
                                Phase.ROLLED_BACK,
                                latch.reason(),
                                "%s (tried again after a new build or configuration, another huidu.io/retry, or a change of spec.desired)"
                                        .formatted(latch.message()))
                        .changing(new Capacity(given, spec).afterwards());
            case Idle.Misfit(Obstacle obstacle, Optional<WorkloadChange> change) ->
                stay(Phase.WAITING, obstacle.reason(), obstacle.message())
                        .changing(change.stream().toList());
            case Idle.OnHold(Reason reason, String message) ->
                stay(Phase.PAUSED, reason, message + "; no release starts");
            case Idle.ImageDue(SetImage change) ->
                stay(
                                Phase.WAITING,
                                Reason.IMAGE_SET,
                                "container %s of Deployment %s is to run %s"
                                        .formatted(change.container(), change.workload(), change.image()))
                        .changing(List.of(change));
            case Idle.Startable(ReleaseSpec spec, Workload.Present target) -> start(spec, target);
        };
    }

    private Decision stay(Phase phase, Reason reason, String message) {
        return Decision.of(given.memory(), phase, reason, message);
    }

    /** The release that was promoted goes back after all: to it, the route's weight falls to nothing. */
    private Decision goBack(WayBack back, Reason reason, String message) {
        Release release = back.taken(new Ending(
                Outcome.ROLLED_BACK,
                reason,
                message,
                given.now(),
                given.resource().wishes().retry()));
        return Decision.of(given.memory().running(release), Phase.ROLLING_BACK, reason, message)
                .routing(Routing.EVERYTHING)
                .telling(new Telling(given, release)
                        .of(
                                EventType.RELEASE_WEIGHT_SHIFTED,
                                Causes.BACK,
                                new Causes(given, release).ofReturn(reason),
                                reason,
                                "to 0 %: " + message));
    }

    private Decision start(ReleaseSpec spec, Workload.Present target) {
        Run run = run(spec, target);
        Stage first = spec.next(Stage.NONE).orElseThrow();
        Request request = Requests.ofStep(run, 0, Requests.fingerprint(spec, first));
        Release release = new Release(
                run,
                first,
                given.now(),
                request,
                Stage.NONE,
                List.of(),
                given.now(),
                Optional.empty(),
                Optional.empty());
        String message = "%s is released in place of %s, first with %s"
                .formatted(run.to().name(), run.from().name(), first.routing());
        return Decision.of(given.memory().unlatched().running(release), Phase.PROGRESSING, Reason.STARTED, message)
                .telling(new Telling(given, release)
                        .of(
                                EventType.RELEASE_STARTED,
                                Causes.STARTED,
                                new Causes(given, release).ofStart(),
                                Reason.STARTED,
                                message));
    }

    private Run run(ReleaseSpec spec, Workload.Present target) {
        ReleaseKey key = given.resource().key();
        long number = given.memory().releases() + 1;
        String id = "%s/%s-%d".formatted(key, given.resource().uid().substring(0, 8), number);
        Version to = spec.desiredVersion();
        return new Run(
                id, number, spec.other(to.name()), to, spec.traffic(), target.revision(), target.config(), given.now());
    }
}
