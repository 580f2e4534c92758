package io.huidu.analyzer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.analysis.Comparison;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Reading;
import io.huidu.analyzer.cli.Backtest;
import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Grid;
import io.huidu.analyzer.counting.Ledger;
import io.huidu.analyzer.counting.Side;
import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.DataState;
import io.huidu.events.Preset;
import io.huidu.events.StratifyBy;
import io.huidu.events.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Prometheus itself, with samples written into its store before it starts: a scrape every five seconds. Passed over
 * where its two programs aren't installed.
 */
@Timeout(120)
class RealPrometheusTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int FIRST = -3_700;
    private static final int LAST = 300;
    private static final String V1 =
            "namespace=\"shop\",pod=\"servicea-v1-6d4c9b7f8-abcde\",job=\"shop\",instance=\"10.0.0.1:8080\"";
    private static final String V2 =
            "namespace=\"shop\",pod=\"servicea-v2-5f7d8c6b9-fghij\",job=\"shop\",instance=\"10.0.0.2:8080\"";
    private static final String OTHER =
            "namespace=\"shop\",pod=\"servicea-v2-extra-5f7d8c6b9-fghij\",job=\"shop\",instance=\"10.0.0.3:8080\"";

    private static final Comparison COMPARISON = new Comparison(
            Preset.SPRING_BOOT,
            "shop",
            new Version("v1", "servicea-v1", "servicea-v1", Map.of()),
            new Version("v2", "servicea-v2", "servicea-v2", Map.of()));

    @TempDir
    static Path folder;

    private static @Nullable PrometheusProcess prometheus;
    private static URI url = URI.create("http://127.0.0.1");

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        PrometheusProcess.assumeInstalled("prometheus", "promtool");
        Path samples = Files.write(folder.resolve("samples.txt"), openMetrics());
        Path store = folder.resolve("store");
        run("promtool", "tsdb", "create-blocks-from", "openmetrics", samples.toString(), store.toString());
        prometheus = PrometheusProcess.start(folder, "{}", store, "--storage.tsdb.retention.time=100y");
        url = prometheus.url();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (prometheus != null) {
            prometheus.stop();
        }
    }

    @Test
    void countsExactly() throws MeasurementException {
        Ledger ledger = new Ledger(new Grid(START, Duration.ofSeconds(15)));
        for (int piece = -60; piece < LAST; piece += 50) {
            Reading reading = measurements(20_000).read(COMPARISON, at(piece), at(piece + 50));
            assertThat(reading).isInstanceOfSatisfying(Reading.Samples.class, s -> ledger.enter(s.series()));
        }

        List<CountedWindow> windows = ledger.takeAll(at(LAST));

        assertThat(windows).hasSizeGreaterThanOrEqualTo(19).allSatisfy(window -> {
            assertThat(window.state()).isEqualTo(DataState.EXACT);
            assertThat(window.baseline())
                    .isEqualTo(onePod(
                            "servicea-v1-6d4c9b7f8-abcde",
                            15 * 20,
                            0,
                            new LatencyHistogram(new double[] {50, 100}, new long[] {150, 90, 60})));
        });
        // Errors begin after a minute, ten per scrape; their series begins with the first ten of them.
        assertThat(windows.subList(0, 4))
                .allSatisfy(window -> assertThat(window.canary()).isEqualTo(canary(30, 0)));
        assertThat(windows.subList(5, windows.size()))
                .allSatisfy(window -> assertThat(window.canary()).isEqualTo(canary(60, 30)));
        assertThat(windows.get(4).canary()).isEqualTo(canary(50, 20));
    }

    @Test
    void refusesToFetchTooManySeries() throws MeasurementException {
        assertThat(measurements(5).read(COMPARISON, at(0), at(100))).isEqualTo(new Reading.TooManySeries(6));
    }

    @Test
    void estimatesWithAggregates() throws MeasurementException {
        Grid grid = new Grid(START, Duration.ofSeconds(15));

        CountedWindow window = measurements(5).estimate(COMPARISON, grid.window(18));

        assertThat(window.state()).isEqualTo(DataState.ESTIMATED);
        assertThat(window.baseline().requests()).isBetween(290L, 310L);
        assertThat(window.baseline().latency().total()).isBetween(285L, 315L);
        assertThat(window.canary().requests()).isBetween(57L, 63L);
        assertThat(window.canary().errors()).isBetween(28L, 32L);
    }

    @Test
    void estimatesNothingWhereThereAreNoSeries() throws MeasurementException {
        Comparison nobody = new Comparison(Preset.ISTIO, "shop", COMPARISON.baseline(), COMPARISON.canary());

        CountedWindow window = measurements(5).estimate(nobody, new Grid(START, Duration.ofSeconds(15)).window(0));

        assertThat(window.state()).isEqualTo(DataState.NO_DATA);
    }

    @Test
    void knowsWhatTheBaselineDidBeforeTheRelease() throws MeasurementException {
        List<VersionSample> before = before(20_000);

        assertThat(before)
                .hasSize(239)
                .allSatisfy(interval -> assertThat(interval)
                        .isEqualTo(onePod(
                                "servicea-v1-6d4c9b7f8-abcde",
                                15 * 20,
                                0,
                                new LatencyHistogram(new double[] {50, 100}, new long[] {150, 90, 60}))));
    }

    @Test
    void countsThePastTheSameWhereItIsAddedUp() throws MeasurementException {
        assertThat(before(5)).isEqualTo(before(20_000));
    }

    @Test
    void knowsTheErrorsOfThePast() throws MeasurementException {
        Comparison ofTheCanary = new Comparison(Preset.SPRING_BOOT, "shop", COMPARISON.canary(), COMPARISON.canary());

        for (int mostSeries : new int[] {1, 20_000}) {
            List<VersionSample> before = measurements(mostSeries)
                    .baselineBefore(ofTheCanary, at(LAST), Duration.ofSeconds(270), Duration.ofSeconds(15));

            assertThat(before).hasSize(17);
            assertThat(before.subList(0, 2)).containsOnly(canary(30, 0));
            assertThat(before.get(2)).isEqualTo(canary(50, 20));
            assertThat(before.subList(3, 17)).containsOnly(canary(60, 30));
        }
    }

    private static List<VersionSample> before(int mostSeries) throws MeasurementException {
        return measurements(mostSeries).baselineBefore(COMPARISON, START, Duration.ofHours(1), Duration.ofSeconds(15));
    }

    @Test
    void countsByStratum() throws MeasurementException {
        Comparison byUri = new Comparison(
                Preset.SPRING_BOOT, "shop", COMPARISON.baseline(), COMPARISON.canary(), StratifyBy.of("method", "uri"));
        Group all = new Group(" /", 300, 0, new LatencyHistogram(new double[] {50, 100}, new long[] {150, 90, 60}));

        for (int mostSeries : new int[] {5, 20_000}) {
            assertThat(measurements(mostSeries)
                            .baselineBefore(byUri, START, Duration.ofMinutes(10), Duration.ofSeconds(15)))
                    .hasSize(39)
                    .allSatisfy(past -> assertThat(past.strata()).containsExactly(all));
        }
        Ledger ledger = new Ledger(new Grid(START, Duration.ofSeconds(15)));
        Reading reading = measurements(20_000).read(byUri, at(-60), at(LAST));
        assertThat(reading).isInstanceOfSatisfying(Reading.Samples.class, s -> ledger.enter(s.series()));
        assertThat(ledger.takeAll(at(LAST)))
                .allSatisfy(window -> assertThat(window.baseline().strata()).containsExactly(all));
        CountedWindow estimate = measurements(5).estimate(byUri, new Grid(START, Duration.ofSeconds(15)).window(18));
        assertThat(estimate.canary().strata()).extracting(Group::name).containsExactly(" /");
        assertThat(estimate.canary().strata().getFirst().errors())
                .isEqualTo(estimate.canary().errors());
    }

    @Test
    void tellsTheNumbersOfAQuery() throws MeasurementException {
        Grid grid = new Grid(START, Duration.ofSeconds(15));

        assertThat(numbers(
                        "sum(rate(http_server_requests_seconds_count{pod=~\"{{workload}}-.*\",uri=\"/\"}[1m]))", grid))
                .hasSize(4)
                .allSatisfy((at, number) -> assertThat(number).isEqualTo(20, within(0.5)))
                .containsKeys(at(15), at(30), at(45), at(60));
        assertThat(numbers("sum(nothing{version=\"{{version}}\"})", grid)).isEmpty();
        assertThat(numbers("sum(http_server_requests_seconds_count{pod=~\"{{workload}}.*\"}) / 0 * 0", grid))
                .isEmpty();
        assertThat(numbers(
                        "vector(time()) + 0 * count(rate(up{a=\"{{service}} {{namespace}}\"}[{{interval}}]) or vector(1))",
                        grid))
                .hasSize(4);
    }

    @Test
    void refusesAQueryThatTellsSeveralNumbers() {
        assertThatThrownBy(() -> numbers(
                        "http_server_requests_seconds_count{pod=~\"{{workload}}.*\"}",
                        new Grid(START, Duration.ofSeconds(15))))
                .isInstanceOf(MeasurementException.class)
                .hasMessage(
                        "The query 'http_server_requests_seconds_count{pod=~\"servicea-v1.*\"}' tells 2 numbers at a time, expected one.");
    }

    private static Map<Instant, Double> numbers(String expression, Grid grid) throws MeasurementException {
        return measurements(1).numbers(COMPARISON, Side.BASELINE, expression, grid.window(0), grid.window(3));
    }

    @Test
    void answersTheQueriesOfEveryPreset() throws MeasurementException {
        for (Preset preset : Preset.values()) {
            Comparison comparison = new Comparison(preset, "shop", COMPARISON.baseline(), COMPARISON.canary());

            assertThat(measurements(20_000).read(comparison, at(0), at(10))).isInstanceOf(Reading.Samples.class);
        }
    }

    @Test
    void backtestsAReleaseThatIsOver() {
        StringWriter out = new StringWriter();
        String[] words = {
            "--prometheus", url.toString(),
            "--baseline", "{namespace=\"shop\",pod=~\"servicea-v1-[a-z0-9]+-[a-z0-9]{5}\"}",
            "--canary", "namespace=\"shop\", pod=~\"servicea-v2-[^-]+-[a-z0-9]{5}\", pod!=\"none\"",
            "--from", START.toString(),
            "--to", at(LAST - 60).toString()
        };

        int exitCode = new CommandLine(new Backtest())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(words);

        // v2 has no histogram, so it is judged by errors alone; they begin in the fifth interval.
        assertThat(exitCode).as(out.toString()).isZero();
        assertThat(out.toString())
                .matches("\\{\"case\":\"namespace=.+\",\"label\":null,\"verdict\":\"rollback\",\"interval\":[5-9],"
                        + "\"metric\":\"errors\",.+\"reason\":\"ErrorsRegressed\"}\n");
    }

    @Test
    void backtestsNothingWhereThereIsNothing() {
        StringWriter out = new StringWriter();
        String[] words = {
            "--prometheus", url.toString(),
            "--baseline", "pod=\"a\"",
            "--canary", "pod=\"b\"",
            "--from", START.toString(),
            "--to", at(60).toString()
        };

        int exitCode = new CommandLine(new Backtest())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(words);

        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("\"verdict\":\"inconclusive\"").endsWith("\"reason\":\"NoData\"}\n");
    }

    private static PrometheusMeasurements measurements(int mostSeries) {
        return new PrometheusMeasurements(url, Duration.ofSeconds(10), mostSeries);
    }

    private static VersionSample canary(long requests, long errors) {
        return onePod("servicea-v2-5f7d8c6b9-fghij", requests, errors, LatencyHistogram.empty());
    }

    private static VersionSample onePod(String pod, long requests, long errors, LatencyHistogram latency) {
        Group all = new Group(pod, requests, errors, latency);
        return new VersionSample(requests, errors, latency, List.of(all), List.of());
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    /** v1 answers 20 requests a second and v2 two; from a minute after the start on, v2 adds two errors a second. */
    private static List<String> openMetrics() {
        Stream<String> lines = Stream.of(
                        metric("http_server_requests_seconds_count", V1 + ",uri=\"/\",status=\"200\"", FIRST, 20),
                        metric(
                                "http_server_requests_seconds_count",
                                V1 + ",uri=\"/actuator/health\",status=\"200\"",
                                FIRST,
                                1),
                        metric(
                                "http_server_requests_seconds_bucket",
                                V1 + ",uri=\"/\",status=\"200\",le=\"0.05\"",
                                FIRST,
                                10),
                        metric(
                                "http_server_requests_seconds_bucket",
                                V1 + ",uri=\"/\",status=\"200\",le=\"0.1\"",
                                FIRST,
                                16),
                        metric(
                                "http_server_requests_seconds_bucket",
                                V1 + ",uri=\"/\",status=\"200\",le=\"+Inf\"",
                                FIRST,
                                20),
                        metric("http_server_requests_seconds_count", V2 + ",uri=\"/\",status=\"200\"", FIRST, 2),
                        metric("http_server_requests_seconds_count", V2 + ",uri=\"/\",status=\"500\"", 60, 2),
                        metric("http_server_requests_seconds_count", OTHER + ",uri=\"/\",status=\"500\"", FIRST, 50),
                        constant("process_start_time_seconds", V1),
                        constant("process_start_time_seconds", V2))
                .flatMap(s -> s);
        return Stream.concat(lines, Stream.of("# EOF")).toList();
    }

    /** A counter that begins after some seconds, and is scraped two seconds after every fifth. */
    private static Stream<String> metric(String name, String labels, int begin, int perSecond) {
        return scrapes()
                .filter(second -> second - 2 > begin)
                .mapToObj(second -> line(name, labels, (second - 2L - begin) * perSecond, second));
    }

    private static Stream<String> constant(String name, String labels) {
        long start = START.getEpochSecond() - 100_000;
        return scrapes().mapToObj(second -> line(name, labels, start, second));
    }

    private static IntStream scrapes() {
        return IntStream.iterate(FIRST + 2, second -> second <= LAST, second -> second + 5);
    }

    private static String line(String name, String labels, long value, int second) {
        return String.format(Locale.ROOT, "%s{%s} %d %d.000", name, labels, value, START.getEpochSecond() + second);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Path log = folder.resolve(command[0] + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }
}
