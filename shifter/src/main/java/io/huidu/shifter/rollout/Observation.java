package io.huidu.shifter.rollout;

import io.huidu.events.Weight;
import io.huidu.shifter.route.Route;
import io.huidu.shifter.route.Routing;
import java.time.Instant;
import java.util.Optional;

/**
 * The world, read afresh for one decision.
 *
 * @param route what the routing object of {@link Resource#scope()} says
 * @param stable the workload of the scope's stable version
 * @param canary the workload of the scope's canary
 * @param kafka whether verdicts can arrive
 */
public record Observation(Route route, Workload stable, Workload canary, Kafka kafka) {

    /** Whether verdicts can arrive. */
    public sealed interface Kafka {

        /**
         * They can.
         *
         * @param since since when this process has been listening without interruption
         */
        record Reachable(Instant since) implements Kafka {}

        /**
         * They can't.
         *
         * @param since since when not
         */
        record Unreachable(Instant since) implements Kafka {}
    }

    /** For a resource that gives nothing to look at: its spec is invalid and nothing runs. */
    public static Observation ofNothing(Kafka kafka) {
        return new Observation(
                new Route.Missing("nothing was looked at"), new Workload.Absent(""), new Workload.Absent(""), kafka);
    }

    /** The same with another view of the canary. */
    public Observation with(Workload other) {
        return new Observation(route, stable, other, kafka);
    }

    /** What the canary receives, if that can be seen. */
    Optional<Routing> routing() {
        return switch (route) {
            case Route.At at -> Optional.of(at.routing());
            case Route.Contested(Routing routing, String message) -> Optional.of(routing);
            case Route.Missing missing -> Optional.empty();
            case Route.Unclear unclear -> Optional.empty();
        };
    }

    Optional<Weight> weight() {
        return routing().map(Routing::weight);
    }

    /** What the weight comes to where the pods say so; empty where it is the weight, and where it can't be seen. */
    Optional<Weight> shareByPods() {
        return route instanceof Route.At at ? at.share() : Optional.empty();
    }

    /** What keeps this routing from being written; empty when nothing does, or it wasn't tried yet. */
    Optional<Obstacle> refusal(Routing routing) {
        return route instanceof Route.At at
                ? at.refusal().filter(r -> r.routing().equals(routing)).map(r -> new Obstacle(r.reason(), r.message()))
                : Optional.empty();
    }

    /** The part of the requests that the canary receives by its weight, if that can be seen. */
    Optional<Weight> share() {
        return shareByPods().or(this::weight);
    }
}
