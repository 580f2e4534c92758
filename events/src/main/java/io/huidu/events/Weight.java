package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The share of the traffic that a version is to receive, in whole percent, 0 to 100. */
public record Weight(@JsonValue int percent) implements Comparable<Weight> {

    public static final Weight ZERO = new Weight(0);
    public static final Weight ALL = new Weight(100);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Weight {
        Require.that(percent >= 0 && percent <= 100, "weight", percent, "0 to 100 percent");
    }

    public static Weight of(int percent) {
        return new Weight(percent);
    }

    /** What is left for the other version. */
    public Weight rest() {
        return new Weight(100 - percent);
    }

    /** The weight as a fraction, 0 to 1. */
    public double fraction() {
        return percent / 100.0;
    }

    public boolean isAbove(Weight other) {
        return percent > other.percent;
    }

    @Override
    public int compareTo(Weight other) {
        return Integer.compare(percent, other.percent);
    }

    @Override
    public String toString() {
        return percent + " %";
    }
}
