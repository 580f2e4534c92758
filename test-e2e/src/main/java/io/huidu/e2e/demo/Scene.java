package io.huidu.e2e.demo;

import io.huidu.events.Weight;
import java.util.List;

/**
 * One release of the demo.
 *
 * @param title for people
 * @param desired the version that is asked for
 * @param opening what it is given before it is given any weight
 * @param fault what goes wrong with it at {@link #FAULT_AT}
 */
record Scene(String title, String desired, List<Opening> opening, Fault fault) {

    /** The weight at which the fault begins. */
    static final Weight FAULT_AT = Weight.of(25);

    /** A step without a weight. */
    enum Opening {
        /** Those with the header {@code x-tester: true} are sent to it, and nobody else. */
        TESTERS,
        /** It gets a copy of every request, and nobody sees its answers. */
        MIRROR
    }

    Scene {
        opening = List.copyOf(opening);
    }

    /**
     * v2 goes up, v1 comes back, and v2 goes up again with a fault in it.
     *
     * @param opening how v2 begins the first time, as far as the router can
     */
    static List<Scene> all(List<Opening> opening, Fault fault) {
        String last = fault == Fault.NONE ? "v2 again" : "v2 again, with a fault (%s)".formatted(fault);
        return List.of(
                new Scene("release v2", "v2", opening, Fault.NONE),
                new Scene("back to v1", "v1", List.of(), Fault.NONE),
                new Scene(last, "v2", List.of(), fault));
    }

    /** How it has to end. */
    Glimpse.Ending expected() {
        return fault == Fault.NONE ? Glimpse.Ending.PROMOTED : Glimpse.Ending.ROLLED_BACK;
    }

    /** Whether the desired version answers with picture B. */
    boolean desiresB() {
        return desired.equals("v2");
    }
}
