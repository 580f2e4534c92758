package io.huidu.shifter.authority;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Some namespaces, by their names, or by how their names begin: {@code shop}, {@code team-*}, {@code *} for all. */
public record Namespaces(Set<String> patterns) {

    /** No namespace. */
    public static final Namespaces NONE = new Namespaces(Set.of());

    private static final Pattern FORM = Pattern.compile("[a-z0-9][-a-z0-9]{0,62}\\*?|\\*");

    public Namespaces {
        patterns.stream()
                .filter(pattern -> !FORM.matcher(pattern).matches())
                .findFirst()
                .ifPresent(pattern -> {
                    throw new IllegalArgumentException(
                            "got '%s', expected the name of a namespace, the beginning of one and *, or *"
                                    .formatted(pattern));
                });
        patterns = Set.copyOf(patterns);
    }

    static Namespaces of(Collection<String> patterns) {
        return new Namespaces(Set.copyOf(patterns));
    }

    boolean contains(String namespace) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? namespace.startsWith(pattern.substring(0, pattern.length() - 1))
                        : namespace.equals(pattern));
    }

    /** In one order, for messages. */
    @Override
    public String toString() {
        return String.join(", ", new TreeSet<>(patterns));
    }
}
