package io.huidu.shifter.kubernetes;

/** What sets the replicas of a Deployment between two limits. Its minimum is raised and put back, nothing else. */
interface Autoscaler {

    int least();

    int most();

    /** Writes the minimum, with the {@code resourceVersion} that was read; nothing where it is that already. */
    void least(int pods);

    /** Lets the Deployment have no pods, or ends that. */
    void pause(Pause pause);

    /** Whether it is to leave a Deployment without pods alone. */
    enum Pause {
        AT_ZERO,
        NONE
    }
}
