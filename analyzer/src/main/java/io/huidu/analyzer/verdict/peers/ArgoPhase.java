package io.huidu.analyzer.verdict.peers;

import java.util.Collection;
import java.util.Comparator;

/**
 * How an analysis of Argo Rollouts, a metric of it or a single measurement stands, from the best to the worst. A run that
 * failed or erred aborts the rollout: all traffic goes back. One that is inconclusive pauses it.
 */
public enum ArgoPhase {
    SUCCESSFUL,
    RUNNING,
    INCONCLUSIVE,
    ERROR,
    FAILED;

    /** That of a run: the worst of its metrics'. A metric that is neither successful nor running ends it. */
    public static ArgoPhase worst(Collection<ArgoPhase> metrics) {
        return metrics.stream().max(Comparator.naturalOrder()).orElse(SUCCESSFUL);
    }

    public boolean isCompleted() {
        return this != RUNNING;
    }
}
