package io.huidu.e2e.bench.shifter;

import java.time.Duration;
import java.util.List;

/**
 * What one shifter was seen to cost.
 *
 * @param cores of processor time per second in the steady state
 * @param heapMib used after the steady state, with what a collection would take away
 * @param rssMib resident memory, as the kernel counts it
 * @param requestsPerSecond to the API server in the steady state
 * @param reactions from a rollback verdict's publication to the route's write, sorted
 */
record Measured(
        Shop shop, double cores, double heapMib, double rssMib, double requestsPerSecond, List<Duration> reactions) {

    Measured {
        reactions = reactions.stream().sorted().toList();
    }

    /** The reaction that a share of all doesn't exceed. */
    Duration reaction(double share) {
        return reactions.get((int) Math.ceil(share * reactions.size()) - 1);
    }

    String row() {
        return "| %,d | %,d | %.1f %% | %.0f MiB | %.0f MiB | %.0f | %d ms | %d ms |%n"
                .formatted(
                        shop.releases(),
                        shop.running(),
                        cores * 100,
                        heapMib,
                        rssMib,
                        requestsPerSecond,
                        reaction(0.5).toMillis(),
                        reaction(0.99).toMillis());
    }
}
