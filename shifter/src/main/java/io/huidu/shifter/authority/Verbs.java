package io.huidu.shifter.authority;

import io.huidu.events.EventType;
import io.huidu.events.Topic;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be commanded, in one word: {@code set-weight} for {@code io.huidu.command.set-weight.v1}. */
final class Verbs {

    /** All of them. */
    static final Map<String, EventType> ALL = Arrays.stream(EventType.values())
            .filter(type -> type.topic() == Topic.COMMANDS)
            .collect(Collectors.toMap(Verbs::of, Function.identity(), (one, same) -> one, TreeMap::new));

    private Verbs() {}

    static String of(EventType command) {
        String[] parts = command.type().split("\\.", -1);
        return parts[parts.length - 2];
    }

    static Optional<EventType> parse(String verb) {
        return Optional.ofNullable(ALL.get(verb));
    }
}
