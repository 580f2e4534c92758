package io.huidu.analyzer;

import io.huidu.events.Counts;
import io.huidu.events.Evidence;
import io.huidu.events.Judgement;
import io.huidu.events.MetricReport;
import io.huidu.events.ReleaseKey;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was said last of each release that is analysed. Of those the first {@value #MOST} by name, and of each the first
 * {@value #MOST_METRICS} metrics, so that however many there are, the series are not; the rest is counted.
 */
final class JudgementCollector extends Collector {

    static final int MOST = 500;
    static final int MOST_METRICS = 10;

    private final Map<ReleaseKey, Judgement> latest = new ConcurrentHashMap<>();
    private final InstantSource clock;

    JudgementCollector(InstantSource clock) {
        this.clock = clock;
    }

    void judged(Judgement judgement) {
        latest.put(judgement.release(), judgement);
    }

    void ended(ReleaseKey release) {
        latest.remove(release);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<Judgement> judgements = latest.values().stream()
                .sorted(Comparator.comparing(judgement -> judgement.release().toString()))
                .toList();
        Families families = new Families();
        judgements.stream().limit(MOST).forEach(families::add);
        List<MetricFamilySamples> all = new ArrayList<>(families.all);
        all.add(new GaugeMetricFamily(
                "huidu_analyzer_releases_not_shown",
                "Releases that are analysed and have no series of their own, because there are too many.",
                Math.max(0, judgements.size() - MOST)));
        all.add(new GaugeMetricFamily(
                "huidu_analyzer_lag_seconds",
                "How long ago the last interval that was spoken of ended, of the release that waits longest.",
                lag(judgements)));
        return all;
    }

    private double lag(List<Judgement> judgements) {
        Instant now = clock.instant();
        return judgements.stream()
                .map(judgement -> Duration.between(judgement.windowEnd(), now))
                .mapToDouble(late -> Math.max(0, late.toMillis() / 1000.0))
                .max()
                .orElse(0);
    }

    /** What each release is told by. */
    private static final class Families {

        final List<MetricFamilySamples> all = new ArrayList<>();

        private final CounterMetricFamily requests =
                counter("requests", "Requests counted since the release began, by metric that counts them.");
        private final CounterMetricFamily bad =
                counter("bad_requests", "Those that were bad: failed, or slower than the metric's threshold.");
        private final GaugeMetricFamily latency =
                gauge("latency_seconds", "Quantiles of latency since the release began.", "version", "quantile");
        private final GaugeMetricFamily evidence =
                gauge("evidence", "Logarithm of the e-value against the hypothesis.", "hypothesis");
        private final GaugeMetricFamily bound =
                gauge("evidence_bound", "The evidence that rejects the hypothesis.", "hypothesis");
        private final GaugeMetricFamily dispersion =
                gauge("dispersion", "How many times as much counts vary as those of independent requests.");
        private final GaugeMetricFamily harm =
                gauge("harm_ratio", "At most this share of all requests would turn bad at the next weight.");
        private final GaugeMetricFamily harmBudget = gauge("harm_budget_ratio", "What that share may be.");

        void add(Judgement judgement) {
            judgement.metrics().stream().limit(MOST_METRICS).forEach(report -> add(judgement.release(), report));
        }

        private void add(ReleaseKey release, MetricReport report) {
            List<String> labels = List.of(release.namespace(), release.name(), report.metric());
            counts(and(labels, "baseline"), report.baseline());
            counts(and(labels, "canary"), report.canary());
            report.latency().forEach(shift -> {
                String quantile = Double.toString(shift.quantile());
                latency.addMetric(and(labels, "baseline", quantile), shift.baselineMillis() / 1000);
                latency.addMetric(and(labels, "canary", quantile), shift.canaryMillis() / 1000);
            });
            report.regression().ifPresent(found -> evidence(and(labels, "as-good"), found));
            report.nonInferiority().ifPresent(found -> evidence(and(labels, "worse"), found));
            report.dispersion().ifPresent(value -> dispersion.addMetric(labels, value));
            report.harm().ifPresent(value -> harm.addMetric(labels, value));
            report.harmBudget().ifPresent(value -> harmBudget.addMetric(labels, value));
        }

        private void counts(List<String> labels, Counts counts) {
            requests.addMetric(labels, (double) counts.requests());
            bad.addMetric(labels, (double) counts.bad());
        }

        private void evidence(List<String> labels, Evidence found) {
            evidence.addMetric(labels, found.logE());
            bound.addMetric(labels, found.bound());
        }

        private CounterMetricFamily counter(String name, String help) {
            CounterMetricFamily family =
                    new CounterMetricFamily("huidu_analyzer_release_" + name, help, labels("version"));
            all.add(family);
            return family;
        }

        private GaugeMetricFamily gauge(String name, String help, String... more) {
            GaugeMetricFamily family = new GaugeMetricFamily("huidu_analyzer_release_" + name, help, labels(more));
            all.add(family);
            return family;
        }

        private static List<String> labels(String... more) {
            return and(List.of("namespace", "release", "metric"), more);
        }

        private static List<String> and(List<String> labels, String... more) {
            List<String> longer = new ArrayList<>(labels);
            longer.addAll(List.of(more));
            return longer;
        }
    }
}
