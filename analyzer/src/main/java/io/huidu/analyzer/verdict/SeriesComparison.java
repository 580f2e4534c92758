package io.huidu.analyzer.verdict;

import io.huidu.analyzer.verdict.peers.KayentaMetric;
import io.huidu.analyzer.verdict.peers.KayentaMetric.Classified;
import io.huidu.analyzer.verdict.peers.KayentaMetric.Direction;
import io.huidu.analyzer.verdict.peers.KayentaMetric.Effect;
import io.huidu.analyzer.verdict.peers.KayentaScore;
import io.huidu.analyzer.verdict.peers.MannWhitneyTest.Shift;
import io.huidu.events.CheckResult;
import io.huidu.events.Estimate;
import io.huidu.events.JudgePlan;
import io.huidu.events.MetricCheck;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Kayenta's comparison of a plan's metrics, each of which makes a group of its own and counts by its weight. More errors and
 * more time are worse, so only increases count.
 *
 * <p>Error rates are compared in percent: Kayenta's limits are exact to 0.0001 of the unit only.
 */
record SeriesComparison(List<MetricPlan> metrics, JudgePlan.MannWhitney rule) {

    /**
     * What a comparison came to.
     *
     * @param checks one per metric
     */
    record Result(double score, List<MetricCheck> checks) {}

    PairedSeries.Point point(IntervalSample sample) {
        return new PairedSeries.Point(
                sample.start(),
                sample.end(),
                metrics.stream()
                        .map(m -> new PairedSeries.Pair(value(m, sample.baseline()), value(m, sample.canary())))
                        .toList());
    }

    private double value(MetricPlan metric, VersionSample version) {
        OptionalDouble value = MetricValue.of(metric.kind(), rule.latency(), version);
        return value.isEmpty() ? Double.NaN : value.getAsDouble() * unit(metric);
    }

    private static double unit(MetricPlan metric) {
        return metric.kind() == MetricKind.ERRORS ? 100 : 1;
    }

    Result compare(PairedSeries series) {
        KayentaMetric kayenta = KayentaMetric.DEFAULT
                .towards(Direction.INCREASE)
                .with(new Effect(Effect.Measure.MEAN_RATIO, rule.allowedIncrease(), 1, 1, 1));
        List<KayentaScore.Member> members = new ArrayList<>();
        List<MetricCheck> checks = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            Classified classified = kayenta.classify(series.canary(i), series.baseline(i));
            members.add(
                    new KayentaScore.Member(Set.of(metrics.get(i).name()), classified, KayentaScore.Scoring.COUNTED));
            checks.add(check(unit(metrics.get(i)), classified, series.baseline(i), series.canary(i)));
        }
        return new Result(KayentaScore.of(members, weights()).value(), checks);
    }

    private Map<String, Double> weights() {
        double sum = metrics.stream().mapToDouble(MetricPlan::weight).sum();
        Map<String, Double> weights = new LinkedHashMap<>();
        metrics.forEach(m -> weights.put(m.name(), 100 * m.weight() / sum));
        return weights;
    }

    private static MetricCheck check(double unit, Classified classified, double[] baseline, double[] canary) {
        Optional<Shift> shift = classified.shift();
        return new MetricCheck(
                result(classified.label()),
                mean(baseline).map(v -> v / unit),
                mean(canary).map(v -> v / unit),
                shift.map(s -> KayentaMetric.bound(s) / unit),
                shift.map(s -> Estimate.of(s.estimate() / unit, s.lower() / unit, s.upper() / unit))
                        .orElse(Estimate.UNKNOWN));
    }

    private static CheckResult result(KayentaMetric.Label label) {
        return switch (label) {
            case PASS -> CheckResult.PASS;
            case HIGH -> CheckResult.HIGH;
            case LOW -> CheckResult.LOW;
            case NODATA, NODATA_FAIL -> CheckResult.NO_DATA;
            case ERROR -> CheckResult.ERROR;
        };
    }

    private static Optional<Double> mean(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().stream()
                .boxed()
                .findFirst();
    }

    /** What was last compared, for people. */
    String words(List<CheckedMetric> compared) {
        return compared.stream()
                .flatMap(m -> m.last().map(c -> CheckSentences.comparison(m.plan(), rule.latency(), c)).stream())
                .collect(Collectors.joining("; "));
    }
}
