package io.huidu.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.Exposure;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import io.huidu.service.Environment;
import io.prometheus.client.CollectorRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process as a whole, without Kafka, and with a Prometheus that nobody can reach. */
@Timeout(60)
class AnalyzerTest {

    /** A port that nothing listens on: that of discarded data, which needs rights to open. */
    private static final String NOBODY = "http://127.0.0.1:9";

    private final InMemoryKafka kafka = new InMemoryKafka();
    private final Analyzer analyzer = Analyzer.start(
            Settings.from(new Environment(Map.of(
                    "HUIDU_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9",
                    "HUIDU_KAFKA_SECURITY", "plaintext",
                    "HUIDU_KAFKA_TOPIC_PREFIX", "blue.",
                    "HUIDU_PROMETHEUS_URL", NOBODY,
                    "HUIDU_HTTP_ADDRESS", "127.0.0.1",
                    "HUIDU_HTTP_PORT", "0"))),
            new CollectorRegistry(),
            kafka);

    @AfterEach
    void stop() {
        analyzer.close();
        assertThat(kafka.isClosed()).isTrue();
    }

    @Test
    void isReadyOnceItKnowsWhatToAnalyseThoughPrometheusIsAway() throws IOException, InterruptedException {
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).contains("no partition of the requests has been assigned yet");
        kafka.assign();
        assertThat(get("/readyz").body()).contains("still reading the requests");

        kafka.catchUp();

        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void isNotReadyWithoutKafkaButAlive() throws IOException, InterruptedException {
        kafka.assign();
        kafka.catchUp();

        kafka.fail("no broker answers");

        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).contains("no broker answers");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void sharesTheGroupOfAllAnalyzers() {
        assertThat(kafka.group()).isEqualTo("huidu-analyzer");
    }

    @Test
    void tellsInEventAndMetricThatPrometheusIsUnreachable() throws IOException, InterruptedException {
        kafka.assign();
        kafka.catchUp();
        AnalysisRequested request = request();

        kafka.receive(envelope(request));
        await().until(() -> !kafka.published().isEmpty());

        Envelope told = kafka.published().getFirst();
        assertThat(told.source()).isEqualTo(URI.create("/huidu/analyzer"));
        assertThat(told.correlationId()).isEqualTo(request.releaseId());
        assertThat(told.causationId()).hasValue(EventIds.of(request));
        assertThat(told.event()).isInstanceOfSatisfying(AnalysisJudged.class, judged -> {
            assertThat(told.id()).isEqualTo(EventIds.of(judged));
            assertThat(judged.judgement().data()).isEqualTo(DataState.PROMETHEUS_UNREACHABLE);
            assertThat(judged.judgement().message()).startsWith("Prometheus at " + NOBODY + " can't be reached");
        });
        assertThat(get("/metrics").body())
                .contains("huidu_analyzer_prometheus_reachable 0.0")
                .contains("huidu_analyzer_releases 1.0")
                .contains("huidu_analyzer_judgements_total{type=\"io.huidu.analysis.progressed.v1\",}");
    }

    @Test
    void livesUntilItIsToldToStop() throws IOException, InterruptedException {
        Process process = child(Map.of(
                "HUIDU_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9",
                "HUIDU_KAFKA_SECURITY", "plaintext",
                "HUIDU_PROMETHEUS_URL", NOBODY,
                "HUIDU_HTTP_ADDRESS", "127.0.0.1",
                "HUIDU_HTTP_PORT", "0"));
        try (BufferedReader said = process.inputReader()) {
            assertThat(said.lines().anyMatch(line -> line.contains("The analyzer has started")))
                    .isTrue();
            // Longer than a JVM takes to leave that has nothing to do.
            assertThat(process.waitFor(2, TimeUnit.SECONDS)).isFalse();

            // Not the process itself: that would close its output as well.
            process.toHandle().destroy();

            assertThat(said.lines().anyMatch(line -> line.contains("The analyzer stops")))
                    .isTrue();
            said.lines().forEach(line -> {});
            assertThat(process.waitFor()).isEqualTo(143);
        }
    }

    @Test
    void startsNotWithAWrongEnvironment() throws IOException, InterruptedException {
        Process process = child(Map.of("HUIDU_PROMETHEUS_URL", "prometheus", "HUIDU_HTTP_PORT", "eighty"));

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said)
                .contains("HUIDU_KAFKA_BOOTSTRAP_SERVERS: got nothing, expected host:port, separated by commas")
                .contains("HUIDU_PROMETHEUS_URL: got 'prometheus', expected a URI like http://host:9090")
                .contains("HUIDU_HTTP_PORT: got 'eighty', expected a port from 0 to 65535")
                .doesNotContain("\tat ");
    }

    @Test
    void startsNotWhereItCannotListen() throws IOException, InterruptedException {
        Process process = child(Map.of(
                "HUIDU_KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:9",
                "HUIDU_KAFKA_SECURITY",
                "plaintext",
                "HUIDU_PROMETHEUS_URL",
                NOBODY,
                "HUIDU_HTTP_ADDRESS",
                "127.0.0.1",
                "HUIDU_HTTP_PORT",
                String.valueOf(analyzer.address().getPort())));

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said)
                .contains("Can't listen on /127.0.0.1:" + analyzer.address().getPort());
    }

    private static Process child(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Analyzer.class.getName())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("HUIDU_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri =
                URI.create("http://127.0.0.1:%d%s".formatted(analyzer.address().getPort(), path));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static Envelope envelope(AnalysisRequested request) {
        return new Envelope(
                EventIds.of(request),
                URI.create("/huidu/shifter"),
                Instant.EPOCH,
                request.releaseId(),
                Optional.empty(),
                request);
    }

    private static AnalysisRequested request() {
        Instant from = Instant.now().minusSeconds(60);
        return new AnalysisRequested(
                new ReleaseKey("shop", "servicea"),
                "servicea-1",
                "servicea-1-0",
                new Version("v1", "servicea-v1", "servicea-v1", Map.of()),
                new Version("v2", "servicea-v2", "servicea-v2", Map.of()),
                List.of(new Exposure(0, Weight.of(20), from, from)),
                Optional.of(Weight.of(50)),
                new AnalysisPlan(
                        Preset.SPRING_BOOT,
                        Duration.ofSeconds(10),
                        Probability.of(0.01),
                        Probability.of(0.05),
                        100,
                        Duration.ZERO,
                        List.of(new MetricPlan("errors", MetricKind.ERRORS, 1, 0.1, 0, 0.5, 0.05))));
    }
}
