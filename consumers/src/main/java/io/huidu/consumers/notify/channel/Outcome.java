package io.huidu.consumers.notify.channel;

import java.time.Duration;
import java.util.Optional;

/** What became of a message. */
public sealed interface Outcome {

    /** The service has it. */
    record Delivered() implements Outcome {}

    /**
     * It may be taken later.
     *
     * @param reason one sentence for people, without anything secret
     * @param after how long the service asks to be left alone; empty when it doesn't say
     */
    record Postponed(String reason, Optional<Duration> after) implements Outcome {}

    /**
     * It will never be taken.
     *
     * @param reason one sentence for people, without anything secret
     */
    record Refused(String reason) implements Outcome {}

    Outcome DELIVERED = new Delivered();
}
