package io.huidu.consumers.notify;

import io.huidu.consumers.message.Kind;
import io.huidu.events.ReleaseKey;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What goes where.
 *
 * @param channels names of the channels
 * @param releases {@code namespace/name} of the resources, in which {@code *} stands for anything
 * @param kinds what they are told of
 */
record Route(Set<String> channels, List<String> releases, Set<Kind> kinds) {

    Route {
        channels = Set.copyOf(channels);
        releases = List.copyOf(releases);
        kinds = Set.copyOf(kinds);
    }

    boolean leads(String channel, Kind kind, ReleaseKey release) {
        return channels.contains(channel)
                && kinds.contains(kind)
                && releases.stream().anyMatch(glob -> matches(glob, release.toString()));
    }

    private static boolean matches(String glob, String text) {
        String pattern = Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return text.matches(pattern);
    }
}
