package io.huidu.analyzer.prometheus;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
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
