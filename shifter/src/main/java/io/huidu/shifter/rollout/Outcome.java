package io.huidu.shifter.rollout;

/** How a release ended. */
public enum Outcome {
    /** Its version serves. */
    SUCCEEDED,
    /** It was taken back, and isn't tried again by itself. */
    ROLLED_BACK,
    /** It was taken back because something else was asked for. */
    ABORTED
}
