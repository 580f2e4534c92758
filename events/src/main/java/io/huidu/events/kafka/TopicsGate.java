package io.huidu.events.kafka;

import java.time.Duration;

/** Opens for good when the topics have been seen to be there. */
@FunctionalInterface
interface TopicsGate {

    /** Whether it is open; waits for it. */
    boolean await(Duration atMost) throws InterruptedException;
}
