package io.huidu.shifter.rollout;

/** Where a resource stands, for people; the {@link io.huidu.events.Reason} beside it says why. */
public enum Phase {
    /** The spec has problems, and nothing runs. */
    INVALID,
    /** Something has to be there before anything can be done. */
    WAITING,
    /** The desired version serves. */
    SERVING,
    /** A release is on its way; the reason tells what it waits for. */
    PROGRESSING,
    /** A person holds it, or has to let it go on. */
    PAUSED,
    /** The traffic goes back to the version that served before. */
    ROLLING_BACK,
    /** It went back; the desired version isn't tried again until something changes. */
    ROLLED_BACK
}
