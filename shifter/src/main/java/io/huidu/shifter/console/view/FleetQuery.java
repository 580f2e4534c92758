package io.huidu.shifter.console.view;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * What is asked of the fleet. Its order is that of namespaces and names, and a cursor is the last of the page before, so
 * that releases that come and go meanwhile are neither shown twice nor left out.
 *
 * @param namespace empty for all
 * @param words each of which has to appear
 * @param phases empty for all
 * @param limit at most so many
 * @param after {@code namespace/name} of the last that was shown; empty for the first page
 */
public record FleetQuery(
        Optional<String> namespace, List<String> words, Set<String> phases, int limit, Optional<String> after) {

    private static final Comparator<Summary> ORDER =
            Comparator.comparing(Summary::namespace).thenComparing(Summary::name);

    /** Reads what was written into a search field. */
    public static List<String> words(String search) {
        return Arrays.stream(search.toLowerCase(Locale.ROOT).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The page of these releases. */
    public Fleet of(Collection<Summary> releases) {
        List<Summary> here = releases.stream()
                .filter(release -> namespace.map(release.namespace()::equals).orElse(true))
                .filter(this::isFound)
                .sorted(ORDER)
                .toList();
        List<Summary> all = here.stream().filter(this::isInPhase).toList();
        List<Summary> rest = all.stream().filter(this::isAfter).toList();
        List<Summary> page = rest.stream().limit(limit).toList();
        return new Fleet(
                page,
                all.size(),
                rest.size() > page.size() ? Optional.of(key(page.getLast())) : Optional.empty(),
                namespaces(releases),
                here.stream().collect(counting(release -> release.phase().orElse("Waiting"))));
    }

    private boolean isFound(Summary release) {
        String text = String.join(
                        " ",
                        key(release),
                        release.image().orElse(""),
                        release.reason().orElse(""))
                .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(text::contains);
    }

    private boolean isInPhase(Summary release) {
        return phases.isEmpty() || phases.contains(release.phase().orElse("Waiting"));
    }

    private boolean isAfter(Summary release) {
        return after.map(key -> {
                    int slash = key.indexOf('/');
                    int byNamespace = release.namespace().compareTo(key.substring(0, Math.max(0, slash)));
                    return byNamespace > 0
                            || (byNamespace == 0 && release.name().compareTo(key.substring(slash + 1)) > 0);
                })
                .orElse(true);
    }

    private static List<Fleet.Namespace> namespaces(Collection<Summary> releases) {
        return releases.stream().collect(counting(Summary::namespace)).entrySet().stream()
                .map(entry -> new Fleet.Namespace(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Collector<Summary, ?, TreeMap<String, Long>> counting(Function<Summary, String> of) {
        return Collectors.groupingBy(of, TreeMap::new, Collectors.counting());
    }

    private static String key(Summary release) {
        return release.namespace() + "/" + release.name();
    }
}
