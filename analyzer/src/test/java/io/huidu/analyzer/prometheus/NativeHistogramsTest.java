package io.huidu.analyzer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huidu.analyzer.analysis.Comparison;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Reading;
import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Grid;
import io.huidu.analyzer.counting.Ledger;
import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.Preset;
import io.huidu.events.Version;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself, which scrapes native histograms every second. Passed over where it isn't installed. */
@Timeout(120)
class NativeHistogramsTest {

    private static final String NAME = "http_server_requests_seconds";
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Comparison COMPARISON = new Comparison(
            Preset.SPRING_BOOT,
            "shop",
            new Version("v1", "servicea-v1", "servicea-v1", Map.of()),
            new Version("v2", "servicea-v2", "servicea-v2", Map.of()));

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private HTTPServer target;
    private PrometheusProcess prometheus;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        PrometheusProcess.assumeInstalled("prometheus");
        target = HTTPServer.builder()
                .inetAddress(InetAddress.getLoopbackAddress())
                .port(0)
                .registry(registry)
                .buildAndStart();
        prometheus = PrometheusProcess.start(
                folder, """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: shop
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                        labels: {namespace: shop, pod: servicea-v1-6d4c9b7f8-abcde}
                """.formatted(target.getPort()), folder.resolve("store"), "--enable-feature=native-histograms");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (prometheus != null) {
            prometheus.stop();
        }
        if (target != null) {
            target.close();
        }
    }

    @Test
    void countsThemExactlyAlsoAfterARestartWithOtherBuckets() throws MeasurementException {
        Histogram first = histogram(5);
        observe(first, "200", 1000, 0.03);
        observe(first, "500", 5, 0.03);
        Instant origin = scraped(1005);

        observe(first, "200", 300, 0.01);
        observe(first, "200", 200, 0.1);
        observe(first, "500", 7, 0.4);
        scraped(1512);
        registry.unregister(first);
        observe(histogram(1), "200", 100, 0.1);
        scraped(100);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<CountedWindow> windows = counted(origin);
            assertThat(windows.stream().mapToLong(w -> w.baseline().requests()).sum())
                    .isEqualTo(300 + 200 + 7 + 100);
            assertThat(windows.stream().mapToLong(w -> w.baseline().errors()).sum())
                    .isEqualTo(7);
            LatencyHistogram latency = windows.stream()
                    .map(w -> w.baseline().latency())
                    .reduce(LatencyHistogram.empty(), LatencyHistogram::plus);
            assertThat(latency.total()).isEqualTo(607);
            assertThat(latency.countAbove(latency.boundAtOrAbove(10))).isEqualTo(200 + 7 + 100);
            assertThat(latency.countAbove(latency.boundAtOrAbove(100))).isEqualTo(7);
        });
    }

    @Test
    void readsThePastAndEstimates() throws MeasurementException {
        Histogram histogram = histogram(5);
        observe(histogram, "200", 10, 0.05);
        observe(histogram, "500", 1, 0.2);
        Instant first = scraped(11);
        observe(histogram, "200", 600, 0.05);
        observe(histogram, "500", 60, 0.2);
        scraped(671);
        await().atMost(Duration.ofSeconds(30)).until(() -> !lastScrape().isBefore(first.plusSeconds(8)));
        Instant now = lastScrape();

        for (int mostSeries : new int[] {1, 20_000}) {
            List<VersionSample> past =
                    measurements(mostSeries).baselineBefore(COMPARISON, now, Duration.between(first, now), INTERVAL);
            assertThat(past.stream().mapToLong(VersionSample::requests).sum()).isEqualTo(660);
            assertThat(past.stream().mapToLong(VersionSample::errors).sum()).isEqualTo(60);
            LatencyHistogram latency =
                    past.stream().map(VersionSample::latency).reduce(LatencyHistogram.empty(), LatencyHistogram::plus);
            assertThat(latency.quantileBound(0.5)).isBetween(50.0, 52.3);
            assertThat(latency.quantileBound(0.95)).isBetween(200.0, 209.0);
        }
        VersionSample estimate = measurements(1)
                .estimate(COMPARISON, new Grid(now.minusSeconds(120), Duration.ofMinutes(2)).window(0))
                .baseline();
        assertThat(estimate.requests()).isGreaterThan(600);
        assertThat((double) estimate.errors() / estimate.requests()).isBetween(0.08, 0.1);
        assertThat(estimate.latency().quantileBound(0.5)).isBetween(50.0, 52.3);
    }

    private Histogram histogram(int schema) {
        return Histogram.builder()
                .name(NAME)
                .help("Durations of requests.")
                .labelNames("uri", "status")
                .nativeOnly()
                .nativeInitialSchema(schema)
                .register(registry);
    }

    private static void observe(Histogram histogram, String status, int times, double seconds) {
        for (int i = 0; i < times; i++) {
            histogram.labelValues("/", status).observe(seconds);
        }
    }

    /** Waits until a scrape has shown a number of requests. */
    private Instant scraped(int requests) {
        await().atMost(Duration.ofSeconds(30)).until(() -> number("sum(histogram_count(%s))") == requests);
        return lastScrape();
    }

    private Instant lastScrape() {
        return Instant.ofEpochMilli(Math.round(number("max(timestamp(%s))") * 1000));
    }

    private double number(String expression) {
        try {
            return prometheus.client().number(expression.formatted(NAME), Instant.now());
        } catch (MeasurementException e) {
            throw new AssertionError(e);
        }
    }

    private List<CountedWindow> counted(Instant origin) throws MeasurementException {
        Ledger ledger = new Ledger(new Grid(origin, INTERVAL));
        Instant now = lastScrape();
        Reading reading = measurements(20_000).read(COMPARISON, origin.minusSeconds(5), now);
        assertThat(reading).isInstanceOfSatisfying(Reading.Samples.class, s -> ledger.enter(s.series()));
        return ledger.takeAll(now);
    }

    private PrometheusMeasurements measurements(int mostSeries) {
        return new PrometheusMeasurements(prometheus.url(), Duration.ofSeconds(10), mostSeries);
    }
}
