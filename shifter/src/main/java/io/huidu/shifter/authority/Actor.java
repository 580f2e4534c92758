package io.huidu.shifter.authority;

import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Somebody who sends commands.
 *
 * @param name what stands in the history of a release
 * @param namespaces whose releases it may command
 * @param commands what it may command
 */
record Actor(String name, Namespaces namespaces, Set<EventType> commands) {

    Actor {
        if (name.isBlank() || name.contains(":")) {
            throw new IllegalArgumentException("name: got '%s', expected a name without ':'".formatted(name));
        }
        commands = Set.copyOf(commands);
    }

    /** Why it may not do that there; empty when it may. */
    Optional<String> refusal(EventType command, ReleaseKey release) {
        if (!namespaces.contains(release.namespace())) {
            return Optional.of(
                    "%s may command in the namespaces %s, not in %s".formatted(name, namespaces, release.namespace()));
        }
        return commands.contains(command)
                ? Optional.empty()
                : Optional.of("%s may not %s: its verbs are %s"
                        .formatted(
                                name,
                                Verbs.of(command),
                                commands.stream().map(Verbs::of).sorted().collect(Collectors.joining(", "))));
    }
}
