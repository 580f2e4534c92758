package io.huidu.shifter.api;

import static io.huidu.shifter.api.Problems.Range.Limit.IN;
import static io.huidu.shifter.api.Problems.Range.Limit.OUT;

import io.huidu.events.JudgePlan;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.QueryPlan;
import io.huidu.shifter.api.Problems.Range;
import io.huidu.shifter.rollout.AnalysisSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of {@link SpecCheck} that reads the metrics of {@code spec.analysis} or of a step. */
record MetricsCheck(Problems problems, String path) {

    private static final Map<String, MetricKind> KINDS =
            Map.of("errors", MetricKind.ERRORS, "latency", MetricKind.LATENCY, "query", MetricKind.QUERY);
    private static final Map<String, QueryPlan.Worse> SIDES =
            Map.of("higher", QueryPlan.Worse.HIGHER, "lower", QueryPlan.Worse.LOWER);
    private static final Map<String, QueryPlan.Role> ROLES =
            Map.of("watch", QueryPlan.Role.WATCH, "gate", QueryPlan.Role.GATE);

    private static final Range WEIGHT = new Range(0, OUT, 1000, IN);
    private static final Range TOLERANCE = new Range(0, IN, 10, IN);
    private static final Range FLOOR = new Range(0, IN, 1, OUT);
    private static final Range MARGIN = new Range(0, OUT, 10, IN);
    private static final Range HARM_BUDGET = new Range(0, OUT, 1, IN);
    private static final Range DIFFERENCE = new Range(0, IN, 1e300, IN);

    /** Stands in for an expression with a problem. */
    private static final String FAULTY = "{{version}}";

    List<MetricPlan> read(@Nullable List<CanaryReleaseSpec.Metric> given, JudgePlan judge) {
        if (given == null) {
            return AnalysisSettings.DEFAULT_METRICS;
        }
        problems.expect(!given.isEmpty() && given.size() <= 10, path, given.size(), "1 to 10 metrics");
        Set<String> names = new HashSet<>();
        List<MetricPlan> metrics = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String at = "%s[%d]".formatted(path, i);
            MetricPlan metric = metric(at, problems.known(at, given.get(i)));
            problems.expect(names.add(metric.name()), at + ".name", metric.name(), "a name of its own");
            boolean used = metric.kind() != MetricKind.QUERY || judge instanceof JudgePlan.Sequential;
            problems.expect(used, at + ".kind", given.get(i).kind, "no query but for the sequential judge");
            metrics.add(metric);
        }
        boolean decides = metrics.isEmpty() || metrics.stream().anyMatch(MetricPlan::isNeededForPromotion);
        problems.expect(decides, path, names, "at least one that a promotion needs: not only queries to watch");
        return metrics;
    }

    private MetricPlan metric(String path, CanaryReleaseSpec.Metric metric) {
        String name = problems.name(path + ".name", metric.name);
        MetricKind kind = problems.choice(path + ".kind", metric.kind, null, KINDS, MetricKind.ERRORS);
        return switch (kind) {
            case ERRORS, LATENCY -> counted(path, metric, AnalysisSettings.defaultMetric(name, kind));
            case QUERY -> query(path, metric, name);
        };
    }

    private MetricPlan counted(String path, CanaryReleaseSpec.Metric metric, MetricPlan usual) {
        absent(path + ".query", metric.query, metric);
        absent(path + ".worse", metric.worse, metric);
        absent(path + ".minDifference", metric.minDifference, metric);
        absent(path + ".role", metric.role, metric);
        return new MetricPlan(
                usual.name(),
                usual.kind(),
                problems.number(path + ".weight", metric.weight, usual.weight(), WEIGHT),
                problems.number(path + ".tolerance", metric.tolerance, usual.tolerance(), TOLERANCE),
                problems.number(path + ".floor", metric.floor, usual.floor(), FLOOR),
                problems.number(path + ".margin", metric.margin, usual.margin(), MARGIN),
                problems.number(path + ".harmBudget", metric.harmBudget, usual.harmBudget(), HARM_BUDGET));
    }

    private MetricPlan query(String path, CanaryReleaseSpec.Metric metric, String name) {
        absent(path + ".floor", metric.floor, metric);
        absent(path + ".harmBudget", metric.harmBudget, metric);
        boolean fit = metric.query != null && QueryPlan.isFit(metric.query);
        problems.expect(fit, path + ".query", metric.query, QueryPlan.EXPECTED);
        return MetricPlan.ofQuery(
                name,
                problems.number(path + ".weight", metric.weight, 1, WEIGHT),
                problems.number(
                        path + ".tolerance", metric.tolerance, AnalysisSettings.DEFAULT_QUERY_TOLERANCE, TOLERANCE),
                problems.number(path + ".margin", metric.margin, AnalysisSettings.DEFAULT_QUERY_MARGIN, MARGIN),
                new QueryPlan(
                        fit && metric.query != null ? metric.query : FAULTY,
                        problems.choice(path + ".worse", metric.worse, null, SIDES, QueryPlan.Worse.HIGHER),
                        problems.number(path + ".minDifference", metric.minDifference, 0, DIFFERENCE),
                        problems.choice(
                                path + ".role", metric.role, QueryPlan.Role.WATCH, ROLES, QueryPlan.Role.WATCH)));
    }

    private void absent(String path, @Nullable Object value, CanaryReleaseSpec.Metric metric) {
        problems.expect(value == null, path, value, "nothing for the kind " + metric.kind);
    }
}
