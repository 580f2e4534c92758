package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Situation.Idle;
import io.huidu.shifter.rollout.Wish.Ask;
import io.huidu.shifter.route.Routing;
import java.util.Optional;

/** Reads what is the case while no release runs. The first row that fits is the case. */
record IdleReading(Case given) {

    private static final int NEITHER = -1;

    Idle situation() {
        return switch (given.resource().checked()) {
            case Checked.Invalid invalid -> new Idle.Unusable(invalid);
            case Checked.Valid(ReleaseSpec spec) -> situation(spec);
        };
    }

    private Idle situation(ReleaseSpec spec) {
        return wayBack(spec).orElseGet(() -> unlessBack(spec));
    }

    private Idle unlessBack(ReleaseSpec spec) {
        Optional<Obstacle> obstacle = Obstacle.ofRoute(given.seen().route());
        if (obstacle.isPresent() && !isStray(spec)) {
            return lacking(obstacle.get());
        }
        Routing observed = given.seen().routing().orElseThrow();
        return given.resource()
                .serving(spec)
                .map(serving -> situation(spec, serving, observed))
                .orElseGet(() -> learn(spec, observed));
    }

    // The way back from a release that was promoted a moment ago

    /** As from a release that runs: whatever the route shows, and whoever holds everything else. */
    private Optional<Idle> wayBack(ReleaseSpec spec) {
        return given.memory()
                .wayBack()
                .filter(back -> back.isOpen(spec, given.now()))
                .flatMap(back -> askedBack(spec, back.run()).flatMap(why -> wayBack(spec, back, why)));
    }

    private Optional<String> askedBack(ReleaseSpec spec, Run run) {
        return given.resource()
                .wishes()
                .of(Ask.ROLLBACK, run.id())
                .map(Wish::told)
                .or(() -> spec.desired().equals(run.from().name()) && isImageThere(spec)
                        ? Optional.of(run.from().name() + " is desired again")
                        : Optional.empty());
    }

    /** An image that the version is yet to be given is the next release, whatever served before. */
    private boolean isImageThere(ReleaseSpec spec) {
        return spec.image().map(wish -> wish.isRunBy(given.seen().canary())).orElse(true);
    }

    /** One pod that answers is better than a version that is to go; without any, the way back would end with nobody. */
    private Optional<Idle> wayBack(ReleaseSpec spec, WayBack back, String why) {
        if (!(given.seen().canary() instanceof Workload.Present before && back.leadsTo(before))) {
            return Optional.empty();
        }
        Optional<WorkloadChange> pods = new Capacity(given, spec).change(Routing.EVERYTHING);
        Idle returns = new Idle.Returns(
                back,
                Reason.WITHIN_ROLLBACK_WINDOW,
                "%s; %s served until %s".formatted(why, back.run().from().name(), back.since()),
                pods);
        return before.pods().ready() > 0
                ? Optional.of(returns)
                : Obstacle.ofTarget(back.run().from(), before).map(obstacle -> new Idle.Misfit(obstacle, pods));
    }

    // What the route shows

    /** Traffic of the version that doesn't serve is taken back also from a route that somebody else keeps overwriting. */
    private boolean isStray(ReleaseSpec spec) {
        return given.resource().serving(spec).isPresent()
                && !spec.isPaused()
                && given.seen()
                        .routing()
                        .filter(r -> !r.equals(Routing.NOTHING))
                        .isPresent();
    }

    /** Without a version known to serve, the scope's canary is the desired one. */
    private Idle learn(ReleaseSpec spec, Routing observed) {
        String other = spec.other(spec.desired()).name();
        Weight share = given.seen().share().orElseThrow();
        return switch (observed.isPlain() ? share.percent() : NEITHER) {
            case 0 -> new Idle.Learned(other);
            case 100 -> new Idle.Learned(spec.desired());
            default ->
                new Idle.Lacking(
                        Reason.ROUTE_NOT_AS_ASKED,
                        "%s: got %s on %s and %s on %s, expected all on one of them; give all to the one that serves"
                                .formatted(
                                        spec.traffic().route(),
                                        observed,
                                        spec.desired(),
                                        observed.weight().rest(),
                                        other));
        };
    }

    private Idle situation(ReleaseSpec spec, Version serving, Routing observed) {
        if (!observed.equals(Routing.NOTHING) && !spec.isPaused()) {
            return Obstacle.ofTarget(serving, given.seen().stable())
                    .map(IdleReading::lacking)
                    .orElseGet(() -> new Idle.Drifted(spec, observed));
        }
        Optional<Idle> image = new ImageReading(given, spec).situation();
        if (image.isPresent()) {
            return image.get();
        }
        if (serving.name().equals(spec.desired())) {
            return new Idle.AtRest(spec);
        }
        return holdingLatch(spec)
                .<Idle>map(latch -> new Idle.Latched(spec, latch))
                .orElseGet(() -> beforeStart(spec, serving));
    }

    private Idle beforeStart(ReleaseSpec spec, Version serving) {
        Optional<Obstacle> stop = given.stop(spec);
        if (stop.isPresent()) {
            return new Idle.OnHold(stop.get().reason(), stop.get().message());
        }
        Routing first = spec.steps().getFirst().routing();
        Capacity capacity = new Capacity(given, spec);
        Optional<Obstacle> misfit = capacity.misfit(first, Weight.ZERO);
        if (misfit.isPresent()) {
            return new Idle.Misfit(misfit.get(), capacity.change(first));
        }
        return Obstacle.ofMissing(serving, given.seen().stable())
                .or(() -> Obstacle.ofTarget(spec.desiredVersion(), given.seen().canary()))
                .map(IdleReading::lacking)
                .orElseGet(() ->
                        new Idle.Startable(spec, (Workload.Present) given.seen().canary()));
    }

    /** A workload that isn't there is no new build: only a revision that is seen lifts the latch. */
    private Optional<Latch> holdingLatch(ReleaseSpec spec) {
        return given.memory()
                .latch()
                .filter(l -> l.version().equals(spec.desired()))
                .filter(l -> l.retry().equals(given.resource().wishes().retry()))
                .filter(l -> !(given.seen().canary() instanceof Workload.Present p) || l.holds(p));
    }

    private static Idle lacking(Obstacle obstacle) {
        return new Idle.Lacking(obstacle.reason(), obstacle.message());
    }
}
