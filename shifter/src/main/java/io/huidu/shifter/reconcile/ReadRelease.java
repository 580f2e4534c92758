package io.huidu.shifter.reconcile;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.rollout.Resource;

/**
 * A {@code CanaryRelease} as it was read.
 *
 * @param object the object itself, with the {@code resourceVersion} that a write has to name
 * @param resource what decisions rest on
 */
public record ReadRelease(CanaryRelease object, Resource resource) {

    public ReleaseKey key() {
        return resource.key();
    }
}
