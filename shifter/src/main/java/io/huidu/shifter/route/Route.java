package io.huidu.shifter.route;

import io.huidu.events.Reason;
import io.huidu.events.Weight;
import java.util.Optional;

/** What a router sees. */
public sealed interface Route {

    /**
     * The canary receives this, the stable version the rest.
     *
     * @param routing as it was asked for
     * @param share what the weight of it comes to, where that is for the pods to say; empty where it is the weight
     * @param refusal what this process last asked for in vain; empty when it was written, or nothing was asked since
     */
    record At(Routing routing, Optional<Weight> share, Optional<Refusal> refusal) implements Route {

        /** A route on which the weight is the share. */
        public At(Routing routing) {
            this(routing, Optional.empty());
        }

        /** A route on which nothing was refused. */
        public At(Routing routing, Optional<Weight> share) {
            this(routing, share, Optional.empty());
        }
    }

    /**
     * A route that could not be written.
     *
     * @param routing what was asked for
     * @param message why not, and what to do
     */
    record Refusal(Routing routing, Reason reason, String message) {}

    /**
     * Somebody else keeps overwriting what Huidu writes. Only {@link Routing#NOTHING} is still written, until they
     * stop.
     *
     * @param routing what the canary receives
     * @param message says who, and what to do
     */
    record Contested(Routing routing, String message) implements Route {}

    /** The routing object, or what it must name, isn't there. {@code message} says what to create. */
    record Missing(String message) implements Route {}

    /** The object is there, but its split isn't one between these two versions, or it couldn't be read. */
    record Unclear(String message) implements Route {}
}
