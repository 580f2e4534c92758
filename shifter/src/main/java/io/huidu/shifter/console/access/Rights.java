package io.huidu.shifter.console.access;

/** What somebody may. */
@FunctionalInterface
public interface Rights {

    /** Where nobody logs in, everybody may everything. */
    Rights OPEN = (viewer, right) -> true;

    /**
     * Whether he may.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when it can't be asked
     */
    boolean may(Viewer viewer, Right right);
}
