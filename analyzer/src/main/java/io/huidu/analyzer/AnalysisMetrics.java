package io.huidu.analyzer;

import io.huidu.analyzer.analysis.AnalysisObserver;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.DataState;
import io.huidu.events.ReleaseKey;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * The analysis as metrics of this process. No label grows with the number of releases, except in
 * {@link JudgementCollector}, which limits how many it tells of.
 */
final class AnalysisMetrics implements AnalysisObserver {

    private final Gauge releases;
    private final Gauge prometheusReachable;
    private final Counter windows;
    private final Counter judgements;
    private final Counter measurementFailures;
    private final Counter failures;
    private final Counter rebuilds;
    private final Counter recordingFailures;
    private final Histogram lookSeconds;
    private final JudgementCollector judged;

    AnalysisMetrics(CollectorRegistry registry, InstantSource clock) {
        judged = new JudgementCollector(clock).register(registry);
        releases = Gauge.build("huidu_analyzer_releases", "Releases being analysed.")
                .register(registry);
        prometheusReachable = Gauge.build(
                        "huidu_analyzer_prometheus_reachable",
                        "1 if Prometheus answered when it was asked last, else 0.")
                .register(registry);
        windows = Counter.build("huidu_analyzer_windows_total", "Windows looked at, by what their data were like.")
                .labelNames("data")
                .register(registry);
        judgements = Counter.build("huidu_analyzer_judgements_total", "Judgements told, by type of event.")
                .labelNames("type")
                .register(registry);
        measurementFailures = Counter.build(
                        "huidu_analyzer_measurement_failures_total", "Looks that got no usable answer from Prometheus.")
                .register(registry);
        failures = Counter.build("huidu_analyzer_failures_total", "Looks that failed by a defect.")
                .register(registry);
        rebuilds = Counter.build(
                        "huidu_analyzer_rebuilds_total", "Releases whose evidence was built from their beginning.")
                .register(registry);
        recordingFailures = Counter.build(
                        "huidu_analyzer_recording_failures_total",
                        "Recordings that ended because they couldn't be written.")
                .register(registry);
        lookSeconds = Histogram.build("huidu_analyzer_look_duration_seconds", "How long one look at a release takes.")
                .buckets(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)
                .register(registry);
        // Every state is shown from the start, so that an alert sees the first increase.
        for (DataState data : DataState.values()) {
            windows.labels(name(data));
        }
    }

    @Override
    public void windowLookedAt(DataState data) {
        windows.labels(name(data)).inc();
    }

    @Override
    public void told(AnalysisJudged event) {
        judgements.labels(event.type().type()).inc();
        judged.judged(event.judgement());
    }

    @Override
    public void ended(ReleaseKey release) {
        judged.ended(release);
    }

    @Override
    public void looked(Duration took) {
        lookSeconds.observe(took.toNanos() / 1e9);
    }

    @Override
    public void measured() {
        prometheusReachable.set(1);
    }

    @Override
    public void measurementFailed() {
        prometheusReachable.set(0);
        measurementFailures.inc();
    }

    @Override
    public void failed() {
        failures.inc();
    }

    @Override
    public void rebuilt() {
        rebuilds.inc();
    }

    @Override
    public void recordingFailed() {
        recordingFailures.inc();
    }

    @Override
    public void running(int count) {
        releases.set(count);
    }

    private static String name(DataState data) {
        return data.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
