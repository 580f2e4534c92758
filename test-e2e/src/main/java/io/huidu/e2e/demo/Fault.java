package io.huidu.e2e.demo;

import java.util.Locale;

/** What is wrong with v2 in the last scene. */
enum Fault {
    /** One answer in ten fails. */
    ERRORS,
    /** Answers take four times as long. */
    LATENCY,
    /** Nothing, and so the release has to succeed. */
    NONE;

    /** As it is given on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
