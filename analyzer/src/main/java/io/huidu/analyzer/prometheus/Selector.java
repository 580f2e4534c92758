package io.huidu.analyzer.prometheus;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Some series of one metric.
 *
 * @param metric the metric's name
 */
record Selector(String metric, List<Matcher> matchers) {

    Selector {
        matchers = List.copyOf(matchers);
    }

    Selector and(List<Matcher> more) {
        return new Selector(
                metric, Stream.concat(matchers.stream(), more.stream()).toList());
    }

    /** What at least one of several selectors selects and, where they differ in more than one label, more. */
    static Selector either(List<Selector> several) {
        Selector first = several.getFirst();
        return new Selector(
                first.metric,
                IntStream.range(0, first.matchers.size())
                        .mapToObj(i -> Matcher.either(
                                several.stream().map(s -> s.matchers.get(i)).toList()))
                        .toList());
    }

    /** What two selectors have in common that differ in values only. */
    String kind() {
        return metric + matchers.stream().map(Matcher::kind).collect(Collectors.joining(",", "{", "}"));
    }

    /** Raw samples of a time up to the instant of evaluation. */
    String over(Duration range) {
        return "%s[%dms]".formatted(this, range.toMillis());
    }

    /** The sum over several selections, one for each combination of labels. */
    static String sum(List<String> by, Stream<String> selections) {
        return "sum by (%s) (%s)".formatted(String.join(", ", by), selections.collect(Collectors.joining(" or ")));
    }

    /** As PromQL writes it. */
    @Override
    public String toString() {
        return metric + matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
