package io.huidu.analyzer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.analysis.Comparison;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Measurements;
import io.huidu.analyzer.analysis.Question;
import io.huidu.analyzer.analysis.Reading;
import io.huidu.analyzer.counting.Series;
import io.huidu.analyzer.counting.Side;
import io.huidu.events.Preset;
import io.huidu.events.StratifyBy;
import io.huidu.events.Version;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is asked for together is what it is one by one: on Prometheus itself, with random pods of services whose names
 * begin alike, in two namespaces, under every family of metrics and under labels.
 */
@Timeout(120)
class SharedAnswersTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int LAST = 600;
    private static final long SEED = 7;
    private static final int SERVICES = 12;
    private static final String[] NAMESPACES = {"shop", "shop-2"};

    @TempDir
    static Path folder;

    private static @Nullable PrometheusProcess prometheus;
    private static PrometheusMeasurements measurements =
            new PrometheusMeasurements(URI.create("http://127.0.0.1"), Duration.ofSeconds(10), 20_000);

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        PrometheusProcess.assumeInstalled("prometheus", "promtool");
        Path samples = Files.write(folder.resolve("samples.txt"), openMetrics(new Random(SEED)));
        Path store = folder.resolve("store");
        Process blocks = new ProcessBuilder(
                        "promtool", "tsdb", "create-blocks-from", "openmetrics", samples.toString(), store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("promtool.log").toFile())
                .start();
        assertThat(blocks.waitFor())
                .as(Files.readString(folder.resolve("promtool.log")))
                .isZero();
        prometheus = PrometheusProcess.start(folder, "{}", store, "--storage.tsdb.retention.time=100y");
        measurements = new PrometheusMeasurements(prometheus.url(), Duration.ofSeconds(10), 20_000);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (prometheus != null) {
            prometheus.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void answersTogetherAreTheAnswersOneByOne(long seed) throws MeasurementException {
        Random random = new Random(seed);
        List<Question> questions = new ArrayList<>();
        Instant to = START.plusMillis(20_000 + random.nextInt(LAST * 1000));
        for (Comparison comparison : comparisons()) {
            questions.add(new Question(comparison, to.minusMillis(10_000 + random.nextInt(100_000)), to, 0));
        }
        Collections.shuffle(questions, random);

        Measurements ahead = measurements.ahead(questions);

        for (Question question : questions) {
            assertThat(ahead.read(question.comparison(), question.from(), question.to()))
                    .as("seed %d, %s", seed, question)
                    .isEqualTo(oneByOne(question))
                    .isEqualTo(measurements.read(question.comparison(), question.from(), question.to()));
        }
    }

    @Test
    void theRandomPodsHaveSamplesUnderEveryFamilyAndUnderLabels() throws MeasurementException {
        for (Comparison comparison : comparisons()) {
            assertThat(measurements.read(comparison, START, START.plusSeconds(LAST)))
                    .isInstanceOfSatisfying(
                            Reading.Samples.class,
                            found -> assertThat(found.series())
                                    .as(comparison.toString())
                                    .isNotEmpty());
        }
    }

    /** With a query for each version, metric, and way to select them. */
    private static Reading oneByOne(Question question) throws MeasurementException {
        PrometheusClient client = Objects.requireNonNull(prometheus).client();
        Comparison comparison = question.comparison();
        Duration range = Duration.between(question.from(), question.to());
        List<Series> series = new ArrayList<>();
        for (Side side : Side.values()) {
            Version version = side == Side.BASELINE ? comparison.baseline() : comparison.canary();
            VersionSelectors selectors = new VersionSelectors(
                    PresetMetrics.of(comparison.preset()),
                    side,
                    comparison.namespace(),
                    version,
                    comparison.stratifyBy().labels());
            VersionCounters.Queries queries = (metric, by) -> {
                List<LabelledSamples> found = new ArrayList<>();
                for (Selector selector : selectors.of(metric)) {
                    found.addAll(client.query(selector.over(range), question.to()));
                }
                return found;
            };
            series.addAll(new VersionCounters(selectors, VersionCounters.TARGET, queries).readWithStarts());
        }
        return new Reading.Samples(series);
    }

    private static List<Comparison> comparisons() {
        List<Comparison> comparisons = new ArrayList<>();
        for (String namespace : NAMESPACES) {
            for (int i = 0; i < SERVICES; i++) {
                String name = "service-" + i;
                for (Preset preset : Preset.values()) {
                    StratifyBy strata = i % 3 == 0 ? StratifyBy.of("uri") : StratifyBy.NOTHING;
                    comparisons.add(new Comparison(
                            preset, namespace, version(name, "v1", Map.of()), version(name, "v2", Map.of()), strata));
                }
                comparisons.add(new Comparison(
                        Preset.SPRING_BOOT,
                        namespace,
                        version(name, "v1", Map.of("app", name, "tier", namespace)),
                        version(name, "v2", Map.of("app", name, "tier", "canary." + namespace))));
            }
        }
        return comparisons;
    }

    private static Version version(String service, String version, Map<String, String> labels) {
        return new Version(version, service + "-" + version, service + "-" + version, labels);
    }

    private static List<String> openMetrics(Random random) {
        Map<String, List<String>> lines = new TreeMap<>();
        for (String namespace : NAMESPACES) {
            for (int i = 0; i < SERVICES; i++) {
                for (String version : List.of("v1", "v2")) {
                    String workload = "service-%d-%s".formatted(i, version);
                    for (int pod = 0; pod <= random.nextInt(3); pod++) {
                        pod(namespace, workload, "%s-6d4c9b7f8-abcd%d".formatted(workload, pod), random, lines);
                    }
                }
            }
        }
        return Stream.concat(lines.values().stream().flatMap(List::stream), Stream.of("# EOF"))
                .toList();
    }

    private static void pod(
            String namespace, String workload, String pod, Random random, Map<String, List<String>> lines) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("job", "pods");
        labels.put("instance", "10.0.%d.%d:80".formatted(random.nextInt(250), random.nextInt(250)));
        labels.put("namespace", namespace);
        labels.put("pod", pod);
        labels.put("app", workload.replaceAll("-v.$", ""));
        labels.put("tier", (workload.endsWith("v2") ? "canary." : "") + namespace);
        labels.put("destination_workload", workload);
        labels.put("destination_workload_namespace", namespace);
        labels.put("reporter", random.nextInt(4) == 0 ? "source" : "destination");
        Map<String, String> proxied = new TreeMap<>(labels);
        proxied.remove("tier");
        if (workload.endsWith("v2")) {
            proxied.put("canary", namespace + "-" + workload + "-http");
        } else {
            proxied.put(random.nextBoolean() ? "service" : "exported_service", workload);
            if (proxied.containsKey("exported_service")) {
                proxied.put("exported_namespace", namespace);
            }
        }
        for (String uri : List.of("/", "/orders", "/actuator/health")) {
            for (String status : List.of("200", "503")) {
                Map<String, String> request = new TreeMap<>(labels);
                request.put("uri", uri);
                request.put("status", status);
                request.put("response_code", status);
                series("http_server_requests_seconds_count", request, random, lines);
                series("istio_requests_total", request, random, lines);
                for (String bound : List.of("0.05", "+Inf")) {
                    request.put("le", bound);
                    series("http_server_requests_seconds_bucket", request, random, lines);
                    series("istio_request_duration_milliseconds_bucket", request, random, lines);
                }
                Map<String, String> ingress = new TreeMap<>(proxied);
                ingress.put("status", status);
                ingress.put("uri", uri);
                series("nginx_ingress_controller_requests", ingress, random, lines);
            }
        }
        labels.put("quantile", "0.9");
        series("http_server_requests_seconds", labels, random, lines);
        labels.remove("quantile");
        series("process_start_time_seconds", labels, random, lines);
    }

    /** A counter that begins, restarts and ends when it likes. */
    private static void series(
            String metric, Map<String, String> labels, Random random, Map<String, List<String>> lines) {
        StringBuilder text = new StringBuilder(metric).append('{');
        labels.forEach(
                (label, value) -> text.append(label).append("=\"").append(value).append("\","));
        text.setCharAt(text.length() - 1, '}');
        int end = random.nextInt(3) == 0 ? random.nextInt(LAST) : LAST;
        long value = 0;
        for (int at = random.nextInt(3) == 0 ? random.nextInt(LAST) : 0; at < end; at += 15) {
            value = random.nextInt(20) == 0 ? 0 : value + random.nextInt(50);
            lines.computeIfAbsent(metric, m -> new ArrayList<>())
                    .add("%s %d %d.%03d".formatted(text, value, START.getEpochSecond() + at, random.nextInt(1000)));
        }
    }
}
