package io.huidu.analyzer.verdict.peers;

/**
 * One progressive canary of Flagger, tick by tick, from the first at time 0. The first tick only shifts traffic; each later
 * one checks, and a passed check goes one weight on, or after the last one promotes.
 *
 * <p>So a canary that is always bad is exposed {@code (threshold + 1) × interval} at the first weight, and one that never
 * fails needs as many passed checks as there are weights. Not modelled: hooks, pods that aren't ready, and the ticks that
 * copy the canary to the primary after a promotion.
 *
 * <p>Source: Flagger {@code 15bd6ad} (1.44), {@code pkg/controller/scheduler.go}.
 *
 * @param step how many weights have been set
 */
public record FlaggerCanary(FlaggerPolicy policy, int step, FailedChecks checks, Phase phase) {

    public enum Phase {
        PROGRESSING,
        PROMOTED,
        ROLLED_BACK
    }

    /** Before its first tick. */
    public static FlaggerCanary begin(FlaggerPolicy policy) {
        return new FlaggerCanary(policy, 0, FailedChecks.none(policy.threshold()), Phase.PROGRESSING);
    }

    /** Percent of the traffic that the canary has now. */
    public int weight() {
        return switch (phase) {
            case PROGRESSING -> step == 0 ? 0 : policy.weights().get(step - 1);
            case PROMOTED -> 100;
            case ROLLED_BACK -> 0;
        };
    }

    /** Whether the next tick looks at metrics. */
    public boolean checksNext() {
        return phase == Phase.PROGRESSING && step > 0 && !checks.isReached();
    }

    /**
     * The next tick.
     *
     * @param passes what {@link FlaggerPolicy#passes} says; without meaning unless {@link #checksNext()}
     */
    public FlaggerCanary tick(boolean passes) {
        if (phase != Phase.PROGRESSING) {
            return this;
        }
        if (checks.isReached()) {
            return new FlaggerCanary(policy, step, checks, Phase.ROLLED_BACK);
        }
        if (step > 0 && !passes) {
            return new FlaggerCanary(policy, step, checks.plusOne(), phase);
        }
        boolean last = step == policy.weights().size();
        return new FlaggerCanary(policy, last ? step : step + 1, checks, last ? Phase.PROMOTED : phase);
    }
}
