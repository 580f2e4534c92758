package io.huidu.shifter.reconcile;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.rollout.AnalysisWanted;

/** The port to the analyzer. */
public interface Analyses {

    /**
     * Says what the analyzer is to be doing about a release. Sends it when it differs from what was sent last, or when
     * that didn't arrive; so after a start everything is sent once. Never fails: the next cycle says it again.
     */
    void want(ReleaseKey release, AnalysisWanted wanted);

    /**
     * Ends it for good.
     *
     * @return whether that has arrived
     */
    boolean end(ReleaseKey release);
}
