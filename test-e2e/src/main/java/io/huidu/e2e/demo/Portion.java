package io.huidu.e2e.demo;

import io.huidu.events.Weight;

/**
 * What a step gives to the version on trial.
 *
 * @param step its place in the list of steps, from 0
 * @param weight of the users
 * @param testers whether the testers are sent to it, whatever the weight
 * @param mirror of which part of the other version's requests it gets a copy
 */
record Portion(int step, Weight weight, boolean testers, Weight mirror) {

    static final Portion NOTHING = new Portion(0, Weight.ZERO, false, Weight.ZERO);

    /** A weight and nothing else. */
    static Portion of(int step, int percent) {
        return new Portion(step, Weight.of(percent), false, Weight.ZERO);
    }

    boolean isMirrored() {
        return mirror.isAbove(Weight.ZERO);
    }

    /** As in {@code 10 %}, {@code testers}, {@code copies}. */
    @Override
    public String toString() {
        String part = weight.isAbove(Weight.ZERO) ? weight.toString() : "";
        return (part + (testers ? " testers" : "") + (isMirrored() ? " copies" : "")).strip();
    }
}
