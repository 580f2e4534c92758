package io.huidu.shifter.reconcile;

import io.huidu.shifter.rollout.Workload;

/** The port to the Deployments. */
public interface Workloads {

    /** The Deployment as it is now. */
    Workload find(String namespace, String name);
}
