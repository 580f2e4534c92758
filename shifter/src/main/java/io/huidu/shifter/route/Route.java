package io.huidu.shifter.route;

import io.huidu.events.Weight;

/** What a router sees. */
public sealed interface Route {

    /** The canary receives this weight, the stable version the rest. */
    record At(Weight canary) implements Route {}

    /** The routing object, or what it must name, isn't there. {@code message} says what to create. */
    record Missing(String message) implements Route {}

    /** The object is there, but its split isn't one between these two versions, or it couldn't be read. */
    record Unclear(String message) implements Route {}
}
