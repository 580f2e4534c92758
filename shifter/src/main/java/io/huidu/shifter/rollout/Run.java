package io.huidu.shifter.rollout;

import io.huidu.events.Version;
import java.time.Instant;

/**
 * What is fixed for a whole release, as it was when it started, so that it can be taken back whatever became of the
 * spec.
 *
 * @param id {@code namespace/name/<first 8 of uid>-<number>}
 * @param number counts the releases of the resource, from 1
 * @param from the version that served before
 * @param to the version that is to serve
 * @param traffic what splits the traffic
 * @param revision of the workload of {@code to}
 * @param config what its pods read
 */
public record Run(
        String id,
        long number,
        Version from,
        Version to,
        Traffic traffic,
        String revision,
        Config config,
        Instant startedAt) {

    /** Whether a spec still names its ends and its route. */
    boolean isOf(ReleaseSpec spec) {
        return spec.traffic().equals(traffic) && isEnd(spec, from) && isEnd(spec, to);
    }

    private static boolean isEnd(ReleaseSpec spec, Version end) {
        return spec.version(end.name())
                .filter(v -> v.workload().equals(end.workload()) && v.service().equals(end.service()))
                .isPresent();
    }
}
