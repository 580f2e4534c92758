package io.huidu.shifter.route;

import io.huidu.events.Weight;

/**
 * The ready pods of both versions behind one Service, each of which gets as many of the connections as any other. The
 * one place that turns weights into pods and pods into shares.
 *
 * @param stable 0 or more
 * @param canary 0 or more
 */
public record Headcount(int stable, int canary) {

    private static final int WHOLE = Weight.ALL.percent();

    public Headcount {
        if (stable < 0 || canary < 0) {
            throw new IllegalArgumentException("pods: got %d and %d, expected 0 or more".formatted(stable, canary));
        }
    }

    /** What the canary's pods get, to the nearest percent; nothing where there is no pod at all. */
    public Weight share() {
        return canary == 0 ? Weight.ZERO : Shares.of(canary, (long) stable + canary);
    }

    /** Whether the canary's pods get no more than this. */
    public boolean isWithin(Weight weight) {
        return (long) canary * WHOLE <= (long) weight.percent() * ((long) stable + canary);
    }

    /**
     * The most pods of the canary that get no more than {@code weight} beside those of the stable version, rounded down:
     * {@code stable · weight / (100 − weight)}. No more than those, though, so that half is the most between nothing and
     * everything: a share above it would need many times as many pods, for the minutes of one step.
     *
     * @return 0 where even one pod would get more
     */
    public static int most(int stable, Weight weight) {
        return weight.equals(Weight.ALL)
                ? stable
                : (int) Math.min(
                        stable, (long) stable * weight.percent() / weight.rest().percent());
    }

    /** The least weight that one pod of the canary doesn't exceed beside those of the stable version. */
    public static Weight least(int stable) {
        return Weight.of((int) Math.ceilDiv((long) WHOLE, stable + 1L));
    }

    /**
     * The least number of the stable version's pods beside which one of the canary gets no more than this.
     *
     * @param weight more than 0
     */
    public static int beside(Weight weight) {
        return Math.ceilDiv(weight.rest().percent(), weight.percent());
    }
}
