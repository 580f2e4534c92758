package io.huidu.shifter.rollout;

import io.huidu.events.Weight;
import io.huidu.shifter.route.Routing;

/**
 * A step as it was when it was recorded: the list in the spec may change in mid-release.
 *
 * @param index in that list, from 0; −1 before the first
 * @param routing what the version on trial receives
 */
public record Stage(int index, Routing routing) {

    /** Before the first step, and on the way back. */
    public static final Stage NONE = new Stage(-1, Routing.NOTHING);

    public Stage {
        Check.that(index >= -1, "stage.index", index, "-1 or more");
    }

    public Weight weight() {
        return routing.weight();
    }
}
