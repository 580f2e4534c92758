package io.huidu.events;

import java.time.Instant;
import java.util.Optional;

/**
 * What is still missing for a promotion.
 *
 * @param canaryRequests about how many more requests on the canary
 * @param expectedAt when they will have been answered at today's traffic; empty when there is no traffic
 */
public record Missing(long canaryRequests, Optional<Instant> expectedAt) {

    public Missing {
        Require.that(canaryRequests >= 0, "missing.canaryRequests", canaryRequests, "0 or more");
    }
}
