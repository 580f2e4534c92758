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
}
