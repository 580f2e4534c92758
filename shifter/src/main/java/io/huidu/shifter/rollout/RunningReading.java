package io.huidu.shifter.rollout;

import io.huidu.events.Exposure;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Held.Kind;
import io.huidu.shifter.rollout.Situation.Running;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.route.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what is the case while a release runs upwards. The first row that fits is the case. */
record RunningReading(Case given, Release release) {

    Running situation() {
        return mustEnd().or(this::tooHigh).orElseGet(() -> switch (given.resource()
                .checked()) {
            case Checked.Invalid invalid -> kept(Kind.OBSTACLE, Reason.INVALID_SPEC, invalid.message(), Safety.DEFAULT);
            case Checked.Valid(ReleaseSpec spec) -> situation(spec);
        });
    }

    private Running situation(ReleaseSpec spec) {
        Running situation = whateverTheReplicas(spec);
        return situation instanceof Running.Cleared
                ? misfit(spec).or(() -> refused(spec)).orElse(situation)
                : situation;
    }

    private Running whateverTheReplicas(ReleaseSpec spec) {
        return arrival(spec)
                .or(() -> new ByHand(given, release, spec).lower())
                .or(() -> stopped(spec))
                .or(() -> obstacle(spec))
                .or(() -> tooLow(spec))
                .or(() -> new ByHand(given, release, spec).situation())
                .orElseGet(() -> release.exposures().isEmpty()
                        ? first(spec.next(Stage.NONE).orElseThrow())
                        : new EvidenceReading(given, release, spec).situation());
    }

    /** The first step needs no verdict; but what somebody asked for and took back isn't the first step. */
    private Running first(Stage stage) {
        return release.target().equals(stage)
                ? new Running.Cleared()
                : new Running.Recorded(stage, Reason.WEIGHT_SHIFTED, "it is the first step now");
    }

    private Optional<Running> stopped(ReleaseSpec spec) {
        return given.stop(spec).map(stop -> new Running.Kept(Kind.PAUSE, stop.reason(), stop.message()));
    }

    // What ends it, whatever else is the case

    private Optional<Running> mustEnd() {
        return rollbackVerdict().or(this::rollbackWish).or(this::otherWish).or(this::otherBuild);
    }

    private Optional<Running> rollbackVerdict() {
        return given.heard()
                .map(Heard::judgement)
                .filter(j -> j.releaseId().equals(release.run().id()))
                .filter(j -> j.verdict() == Verdict.ROLL_BACK)
                .map(j -> new Running.Ends(Outcome.ROLLED_BACK, j.knownReason(), j.message()));
    }

    private Optional<Running> rollbackWish() {
        return given.resource()
                .wishes()
                .of(Ask.ROLLBACK, release.run().id())
                .map(wish -> new Running.Ends(Outcome.ROLLED_BACK, Reason.ROLLBACK_ASKED, wish.told()));
    }

    private Optional<Running> otherWish() {
        return switch (given.resource().checked()) {
            case Checked.Invalid invalid -> Optional.empty();
            case Checked.Valid(ReleaseSpec spec) -> otherWish(spec);
        };
    }

    private Optional<Running> otherWish(ReleaseSpec spec) {
        Run run = release.run();
        if (!spec.desired().equals(run.to().name())) {
            return spec.image()
                    .map(wish -> aborted(
                            Reason.IMAGE_CHANGED,
                            "spec.image is %s, which %s doesn't run"
                                    .formatted(wish.image(), run.to().name())))
                    .orElseGet(
                            () -> aborted(Reason.DESIRED_CHANGED, "spec.desired is %s now".formatted(spec.desired())));
        }
        return run.isOf(spec)
                ? Optional.empty()
                : aborted(Reason.WORKLOAD_CHANGED, "spec.versions or spec.traffic name other objects now");
    }

    private Optional<Running> otherBuild() {
        return given.seen().canary() instanceof Workload.Present p ? otherBuild(p) : Optional.empty();
    }

    private Optional<Running> otherBuild(Workload.Present canary) {
        Run run = release.run();
        return canary.revision().equals(run.revision())
                ? run.config()
                        .change(canary.config())
                        .flatMap(names -> aborted(
                                Reason.WORKLOAD_CHANGED,
                                "the pods of Deployment %s read other content now: %s".formatted(canary.name(), names)))
                : aborted(
                        Reason.WORKLOAD_CHANGED, "Deployment %s has another pod template now".formatted(canary.name()));
    }

    private static Optional<Running> aborted(Reason reason, String message) {
        return Optional.of(new Running.Ends(Outcome.ABORTED, reason, message));
    }

    // What the route shows

    private Optional<Running> tooHigh() {
        return given.seen()
                .routing()
                .filter(r -> !hasArrived(r))
                .filter(r -> !r.isWithin(reached()))
                .map(Running.TooHigh::new);
    }

    private boolean hasArrived(Routing observed) {
        return release.isRising() && observed.equals(target());
    }

    private Routing reached() {
        return given.resource().routing(release.run(), release.reached());
    }

    private Routing target() {
        return given.resource().routing(release.run(), release.target());
    }

    private Optional<Running> arrival(ReleaseSpec spec) {
        Optional<Routing> arrived = given.seen().routing().filter(this::hasArrived);
        return arrived.filter(Routing.EVERYTHING::equals).isPresent()
                ? completion()
                : arrived.map(r -> new Running.Arrived(
                        spec, exposure(r, spec.analysis(release.target()).warmup())));
    }

    /** Not before it can bear the traffic: until then it can still go back. */
    private Optional<Running> completion() {
        return Obstacle.ofTarget(release.run().to(), given.seen().canary()).isPresent()
                ? Optional.empty()
                : Optional.of(new Running.Complete());
    }

    private Exposure exposure(Routing routing, Duration warmup) {
        Instant readySince = given.seen().canary() instanceof Workload.Present p
                ? p.pods().readySince().orElse(given.now())
                : given.now();
        Instant warm = readySince.plus(warmup);
        return new Exposure(
                release.step(),
                given.seen().shareByPods().orElse(routing.weight()),
                given.now(),
                warm.isAfter(given.now()) ? warm : given.now(),
                share(routing));
    }

    private static Exposure.Share share(Routing routing) {
        if (!routing.keeping(Optional.empty()).isPlain()) {
            return Exposure.Share.OTHERWISE;
        }
        return routing.session().isPresent() ? Exposure.Share.AT_LEAST : Exposure.Share.BY_WEIGHT;
    }

    /**
     * Somebody lowered it, or a rollback of ours was cut off before it was recorded. Only a verdict on later data tells
     * the two apart: a standing rollback verdict would have been repeated, and would have ended the release.
     */
    private Optional<Running> tooLow(ReleaseSpec spec) {
        Routing asked = reached();
        return given.seen().routing().filter(r -> !asked.isWithin(r)).map(r -> {
            Running kept = kept(
                    Kind.OBSTACLE,
                    Reason.ROUTE_NOT_AS_ASKED,
                    "the route gives %s to %s, asked was %s"
                            .formatted(r, release.run().to().name(), asked),
                    spec.safety());
            return kept instanceof Running.Kept && isMeantToGoOn() ? new Running.Restorable(r) : kept;
        });
    }

    private boolean isMeantToGoOn() {
        Optional<Instant> noticed = release.heldSince(Kind.OBSTACLE, Reason.ROUTE_NOT_AS_ASKED);
        return given.standing(release.request().id())
                .map(Judgement::windowEnd)
                .filter(end -> noticed.filter(end::isAfter).isPresent())
                .isPresent();
    }

    // What is in the way

    private Optional<Running> obstacle(ReleaseSpec spec) {
        return nothingToGoBackTo()
                .or(() -> Stream.of(
                                Obstacle.ofTarget(
                                        release.run().to(), given.seen().canary()),
                                Obstacle.ofRoute(given.seen().route()),
                                excess())
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(o -> kept(Kind.OBSTACLE, o.reason(), o.message(), spec.safety())));
    }

    /** Pods come and go by themselves, and the share with them. */
    private Optional<Obstacle> excess() {
        Weight asked = Stream.of(release.reached(), release.target())
                .map(Stage::weight)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return given.seen()
                .shareByPods()
                .filter(s -> s.isAbove(asked))
                .map(s -> new Obstacle(
                        Reason.SHARE_TOO_LARGE,
                        "%s of the ready pods are those of %s, asked was %s"
                                .formatted(s, release.run().to().name(), asked)));
    }

    /** Nobody tells when what was in the way is gone, so that it is tried again all the while. */
    private Optional<Running> refused(ReleaseSpec spec) {
        return given.seen()
                .refusal(target())
                .map(o -> kept(Kind.OBSTACLE, o.reason(), o.message(), spec.safety()))
                .map(o -> o instanceof Running.Kept kept ? new Running.Refused(kept) : o);
    }

    private Optional<Running> misfit(ReleaseSpec spec) {
        Capacity capacity = new Capacity(given, spec);
        Routing next = release.target().routing();
        return capacity.misfit(next, release.settled())
                .map(o -> kept(Kind.OBSTACLE, o.reason(), o.message(), spec.safety()))
                .map(o -> o instanceof Running.Kept kept ? new Running.Misfit(kept, capacity.change(next)) : o);
    }

    /** No deadline here: going back would send everything to nobody. */
    private Optional<Running> nothingToGoBackTo() {
        return Obstacle.ofMissing(release.run().from(), given.seen().stable())
                .map(o -> new Running.Kept(Kind.OBSTACLE, o.reason(), o.message()));
    }

    private Running kept(Kind kind, Reason reason, String message, Safety safety) {
        return release.heldSince(kind, reason)
                .filter(since -> Duration.between(since, given.now()).compareTo(safety.progressDeadline()) >= 0)
                .<Running>map(since -> new Running.Ends(
                        Outcome.ROLLED_BACK,
                        Reason.PROGRESS_DEADLINE,
                        "in the way since %s: %s".formatted(since, message)))
                .orElseGet(() -> new Running.Kept(kind, reason, message));
    }
}
