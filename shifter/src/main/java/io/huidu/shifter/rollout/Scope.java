package io.huidu.shifter.rollout;

import io.huidu.events.Version;
import io.huidu.shifter.route.Split;

/**
 * What has to be looked at.
 *
 * @param traffic which router, and its object
 * @param stable the version that serves, or that is taken to
 * @param canary the other one
 */
public record Scope(String namespace, Traffic traffic, Version stable, Version canary) {

    public Split split() {
        return new Split(namespace, traffic.route(), backend(stable), backend(canary));
    }

    private static Split.Backend backend(Version version) {
        return new Split.Backend(version.name(), version.service(), version.workload());
    }
}
