package io.huidu.shifter.route;

/** What a router sees. */
public sealed interface Route {

    /** The canary receives this, the stable version the rest. */
    record At(Routing routing) implements Route {}

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
