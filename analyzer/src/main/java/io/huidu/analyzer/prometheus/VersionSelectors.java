package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.counting.Side;
import io.huidu.events.Version;
import java.util.List;
import java.util.Map;

/**
 * Which series belong to one version of a comparison.
 *
 * @param stratifyBy the labels that tell its strata
 */
record VersionSelectors(PresetMetrics metrics, Side side, String namespace, Version version, List<String> stratifyBy) {

    List<Selector> requests() {
        return all(new Selector(metrics.requests(), metrics.always()));
    }

    /** Those of {@link #requests} that count failures. */
    List<Selector> failures() {
        return told(Matcher.matching(metrics.statusLabel(), metrics.failed()));
    }

    /** Those that don't. */
    List<Selector> successes() {
        return told(Matcher.notMatching(metrics.statusLabel(), metrics.failed()));
    }

    private List<Selector> told(Matcher status) {
        return requests().stream().map(s -> s.and(List.of(status))).toList();
    }

    List<Selector> buckets() {
        return all(new Selector(metrics.buckets(), metrics.always()));
    }

    List<Selector> processStarts() {
        return metrics.processStart()
                .map(metric -> all(new Selector(metric, List.of())))
                .orElse(List.of());
    }

    private List<Selector> all(Selector selector) {
        return matchers().stream().map(selector::and).toList();
    }

    private List<List<Matcher>> matchers() {
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
