package io.huidu.shifter.rollout;

/** Something to change in a Deployment. Doing it again changes nothing. */
public sealed interface WorkloadChange {

    /** The Deployment's name, in the namespace of the resource. */
    String workload();

    /**
     * Gives a container another image.
     *
     * @param container which
     * @param attempt noted on the Deployment, so that an image that somebody else takes away again isn't put there for
     *     ever
     */
    record SetImage(String workload, String container, String image, String attempt) implements WorkloadChange {}

    /**
     * Gives it at least so many pods: its autoscaler's minimum is raised where it has one, as far as the maximum allows,
     * its replicas where they are fewer.
     */
    record AtLeast(String workload, int pods) implements WorkloadChange {}

    /**
     * Gives it so many pods, whether it has more or fewer: its autoscaler's minimum is set where it has one, as far as
     * the maximum allows, and its replicas.
     *
     * @param pods 1 or more
     */
    record Exactly(String workload, int pods) implements WorkloadChange {}

    /** Puts its autoscaler's minimum back as it was found; its replicas stay. */
    record Free(String workload) implements WorkloadChange {}

    /** Takes all its pods away. */
    record Empty(String workload) implements WorkloadChange {}

    /** Puts everything back as it was found, and pods that were taken away; but takes none away. */
    record Restore(String workload) implements WorkloadChange {}
}
