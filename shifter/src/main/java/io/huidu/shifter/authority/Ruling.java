package io.huidu.shifter.authority;

import io.huidu.events.Command;
import io.huidu.events.Refusal;
import java.time.Instant;
import java.util.Optional;

/** Whether a command may be done. */
public sealed interface Ruling {

    /**
     * It may.
     *
     * @param command with the actor that is proven, where one is
     * @param until it may be done; empty for one that isn't signed
     */
    record Granted(Command command, Optional<Instant> until) implements Ruling {}

    /**
     * It may not.
     *
     * @param actor who sent it, if that is proven
     */
    record Refused(Refusal refusal, Optional<String> actor, String message) implements Ruling {}
}
