package io.huidu.shifter.rollout;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The content of what a version's pods read, as far as it could be read.
 *
 * @param digests by {@code ConfigMap/app} and the like; without those that nobody could or may read
 */
public record Config(Map<String, String> digests) {

    public static final Config NONE = new Config(Map.of());

    public Config {
        digests = Map.copyOf(digests);
    }

    /**
     * What is other in what was seen later, by name; empty when nothing is. Only what was read both times counts: a right
     * that was given or taken meanwhile changes no content.
     */
    Optional<String> change(Config later) {
        String names = new TreeMap<>(digests)
                .entrySet().stream()
                        .filter(known -> later.digests.containsKey(known.getKey())
                                && !known.getValue().equals(later.digests.get(known.getKey())))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }
}
