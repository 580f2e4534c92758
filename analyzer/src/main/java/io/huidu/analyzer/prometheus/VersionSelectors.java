package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.counting.Side;
import io.huidu.events.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which series belong to one version of a comparison.
 *
 * @param stratifyBy the labels that tell its strata
 */
record VersionSelectors(PresetMetrics metrics, Side side, String namespace, Version version, List<String> stratifyBy) {

    /** About; the most is usually 160. */
    static final int BUCKETS_OF_A_HISTOGRAM = 100;

    private static final Matcher NO_SUMMARY = Matcher.equalTo("quantile", "");

    /** The series of one of its metrics. A summary, which may be called as a native histogram is, has quantiles. */
    List<Selector> of(String metric) {
        boolean ofRequests = !metrics.processStart().equals(Optional.of(metric));
        Selector all = new Selector(metric, ofRequests ? metrics.always() : List.of());
        return all(metric.equals(metrics.histogram()) ? all.and(List.of(NO_SUMMARY)) : all);
    }

    /**
     * All that raw counters are read from, in one selection for each way to select the version. It has the same series
     * as those of the single metrics: none but a native histogram's metric has a label {@code quantile}, and none that
     * tells when a process started has one that a family of metrics always asks for.
     */
    List<Selector> everything() {
        List<String> names = Stream.concat(
                        Stream.of(metrics.histogram(), metrics.requests(), metrics.buckets()),
                        metrics.processStart().stream())
                .toList();
        return all(new Selector("", List.of(Matcher.matching("__name__", String.join("|", names))))
                .and(metrics.always())
                .and(List.of(NO_SUMMARY)));
    }

    /** The sum of a number over all counters' selections, where a native histogram counts as many classic ones. */
    String weighed(Function<Selector, String> number) {
        return Stream.of(
                        terms(of(metrics.requests()), number, "%s"),
                        terms(of(metrics.buckets()), number, "%s"),
                        terms(of(metrics.histogram()), number, BUCKETS_OF_A_HISTOGRAM + " * %s"))
                .flatMap(terms -> terms)
                .collect(Collectors.joining(" + "));
    }

    private static Stream<String> terms(List<Selector> selectors, Function<Selector, String> number, String weighed) {
        return selectors.stream()
                .map(selector -> weighed.formatted("(%s or vector(0))".formatted(number.apply(selector))));
    }

    private List<Selector> all(Selector selector) {
        return matchers().stream().map(selector::and).toList();
    }

    /** The ways to select the version, of which each series fits one at most. */
    List<List<Matcher>> matchers() {
        if (version.labels().isEmpty()) {
            return metrics.versions().stream()
                    .map(matchers -> matchers.stream().map(this::filled).toList())
                    .toList();
        }
        return List.of(version.labels().entrySet().stream()
                .map(label -> Matcher.equalTo(label.getKey(), label.getValue()))
                .toList());
    }

    private Matcher filled(Matcher template) {
        boolean literal = template.operator() == Matcher.Operator.EQUALS;
        String value = template.value();
        for (var name : names().entrySet()) {
            value = value.replace(name.getKey(), literal ? name.getValue() : Matcher.quoted(name.getValue()));
        }
        return new Matcher(template.label(), template.operator(), value);
    }

    private Map<String, String> names() {
        return Map.of("{namespace}", namespace, "{workload}", version.workload(), "{service}", version.service());
    }
}
