package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * What the shifter answers to a command that it doesn't do.
 *
 * @param release that the command was for
 * @param commandId the {@code id} of the command's event
 * @param command its type
 * @param actor who sent it, as proven by its signature; empty when nothing was proven
 * @param refusal why, in one word
 * @param message why, in a sentence for its sender; repeats no secret, no signature and no data
 */
public record CommandRefused(
        ReleaseKey release, String commandId, String command, Optional<String> actor, Refusal refusal, String message)
        implements Event {

    public CommandRefused {
        Require.notBlank("commandId", commandId);
        Require.that(
                EventType.of(command).filter(EventType::isCommand).isPresent(),
                "command",
                command,
                "a type of io.huidu.command that is asked for");
        actor.ifPresent(who -> Require.notBlank("actor", who));
    }

    @JsonIgnore
    @Override
    public EventType type() {
        return EventType.COMMAND_REFUSED;
    }
}
