package io.huidu.shifter.reconcile;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.rollout.Status;
import java.util.Optional;

/** The port to the {@code CanaryRelease} objects. */
public interface Releases {

    /** The object as it is now, not as some cache knows it. */
    Optional<ReadRelease> find(ReleaseKey key);

    /**
     * Writes the status of an object that nobody has written since it was read.
     *
     * @return whether it was written; not when somebody else has written meanwhile
     */
    boolean record(ReadRelease read, Status status);
}
