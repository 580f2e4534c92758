package io.huidu.e2e.demo;

import java.util.List;

/** What a scene needs of the world. */
interface Stage {

    /**
     * Asks for a version, as {@code kubectl patch} would.
     *
     * @param opening the steps before those with a weight
     */
    void desire(String version, List<Scene.Opening> opening);

    /** Makes v2 worse, or with {@link Fault#NONE} well again. */
    void worsen(Fault fault);

    Glimpse look();
}
