package io.huidu.e2e.demo;

import io.huidu.events.Weight;
import java.util.List;

/**
 * One release of the demo.
 *
 * @param title for people
 * @param desired the version that is asked for
 * @param fault what goes wrong with it at {@link #FAULT_AT}
 */
record Scene(String title, String desired, Fault fault) {

    /** The weight at which the fault begins. */
    static final Weight FAULT_AT = Weight.of(25);

    /** v2 goes up, v1 comes back, and v2 goes up again with a fault in it. */
    static List<Scene> all(Fault fault) {
        String last = fault == Fault.NONE ? "v2 again" : "v2 again, with a fault (%s)".formatted(fault);
        return List.of(
                new Scene("release v2", "v2", Fault.NONE),
                new Scene("back to v1", "v1", Fault.NONE),
                new Scene(last, "v2", fault));
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
