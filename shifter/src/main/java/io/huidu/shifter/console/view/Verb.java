package io.huidu.shifter.console.view;

import com.fasterxml.jackson.annotation.JsonValue;
import io.huidu.events.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be asked of a release: the commands of the contract. */
public enum Verb {
    RELEASE(EventType.COMMAND_RELEASE),
    PAUSE(EventType.COMMAND_PAUSE),
    RESUME(EventType.COMMAND_RESUME),
    PROMOTE(EventType.COMMAND_PROMOTE),
    ROLLBACK(EventType.COMMAND_ROLLBACK),
    RETRY(EventType.COMMAND_RETRY),
    APPROVE(EventType.COMMAND_APPROVE),
    SKIP(EventType.COMMAND_SKIP),
    JUMP(EventType.COMMAND_JUMP),
    SET_WEIGHT(EventType.COMMAND_SET_WEIGHT),
    FREEZE(EventType.COMMAND_FREEZE);

    private final EventType command;

    Verb(EventType command) {
        this.command = command;
    }

    /** The one of this word; empty when there is none. */
    public static Optional<Verb> of(String word) {
        return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
    }

    /** All of their words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Verb::word).toList();
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The command that it is. */
    public EventType command() {
        return command;
    }
}
