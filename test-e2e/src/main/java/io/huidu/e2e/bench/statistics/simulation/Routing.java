package io.huidu.e2e.bench.statistics.simulation;

import java.util.List;

/** How the canary's share of the traffic comes about. */
public sealed interface Routing {

    /**
     * By the clock, whatever a policy would promote; only a rollback ends it.
     *
     * @param weights in percent, each for an equal part of the hour
     */
    record Timed(List<Integer> weights) implements Routing {

        public Timed {
            weights = List.copyOf(weights);
        }

        /** Which of the weights holds in an interval. */
        public int stage(int interval) {
            return interval * weights.size() / Environment.INTERVALS;
        }

        /** After how many intervals one of the weights begins. */
        public int begin(int stage) {
            return Math.ceilDiv(stage * Environment.INTERVALS, weights.size());
        }
    }

    /** A release: each policy raises it by its own rules. */
    record Release() implements Routing {}
}
