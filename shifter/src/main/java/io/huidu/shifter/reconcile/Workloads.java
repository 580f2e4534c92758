package io.huidu.shifter.reconcile;

import io.huidu.shifter.rollout.Workload;
import io.huidu.shifter.rollout.WorkloadChange;

/**
 * The port to the Deployments.
 *
 * <p>Its methods throw {@link io.fabric8.kubernetes.client.KubernetesClientException} when the API server refuses or
 * doesn't answer.
 */
public interface Workloads {

    /** The Deployment as it is now. */
    Workload find(String namespace, String name);

    /** Changes a Deployment; one that is gone or is as it should be stays as it is. */
    void change(String namespace, WorkloadChange change);
}
