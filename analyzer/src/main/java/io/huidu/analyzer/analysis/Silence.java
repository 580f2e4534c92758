package io.huidu.analyzer.analysis;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.events.Weight;

/**
 * Tells a canary that happens to have no request in a window from one that gets none. At little traffic and a small
 * weight empty windows are part of what the weight promises, and to leave them out would make the canary's share look
 * larger than it is; a canary that is cut off is another matter.
 */
final class Silence {

    /** At this many expected requests, an empty window has a chance of five percent. */
    private static final double SURPRISING = 3;

    private double expectedSinceLastRequest;

    /** Whether the canary's silence up to this window could be chance. */
    boolean couldBeChance(CountedWindow counted, Weight asked) {
        if (counted.canary().requests() > 0) {
            expectedSinceLastRequest = 0;
            return true;
        }
        if (counted.baseline().requests() > 0) {
            double odds = asked.fraction() / asked.rest().fraction();
            expectedSinceLastRequest += counted.baseline().requests() * odds;
        }
        return expectedSinceLastRequest < SURPRISING;
    }
}
