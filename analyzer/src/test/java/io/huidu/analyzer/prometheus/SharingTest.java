package io.huidu.analyzer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.huidu.analyzer.analysis.Comparison;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Measurements;
import io.huidu.analyzer.analysis.Question;
import io.huidu.analyzer.analysis.Reading;
import io.huidu.events.Preset;
import io.huidu.events.StratifyBy;
import io.huidu.events.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How few queries many questions take, and what becomes of the others when one of them can't be answered. */
@Timeout(30)
class SharingTest {

    private static final Instant TO = Instant.parse("2026-03-01T12:00:00Z");
    private static final String NOTHING = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private Predicate<String> refused = query -> false;
    private Function<String, String> answer = query -> NOTHING;
    private Measurements measurements;

    SharingTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        measurements = measurements(Duration.ofSeconds(10), 1000);
    }

    @BeforeEach
    void start() {
        server.createContext("/api/v1/query", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void asksForManyReleasesInOneQuery() throws MeasurementException {
        Measurements ahead = measurements.ahead(questions(60, 5));

        Reading reading = read(ahead, 7);

        assertThat(reading).isEqualTo(new Reading.Samples(List.of()));
        assertThat(asked).hasSize(1);
    }

    @Test
    void asksForAsManySeriesAtATimeAsOneReleaseMayHave() {
        measurements.ahead(questions(60, 100));

        assertThat(asked).hasSize(12);
    }

    @Test
    void givesEachReleaseTheSamplesOfItsPodsAndItsTime() throws MeasurementException {
        answer = query -> matrix(series("service-1-v1-abc-abcde", "/", TO), series("service-11-v1-abc-abcde", "/", TO));
        Measurements ahead = measurements.ahead(questions(20, 5));

        assertThat(pods(read(ahead, 1))).containsExactly("service-1-v1-abc-abcde");
        assertThat(pods(read(ahead, 11))).containsExactly("service-11-v1-abc-abcde");
        assertThat(pods(read(ahead, 2))).isEmpty();
    }

    @Test
    void asksAloneForTheOneThatIsRefusedAndForNoOther() throws MeasurementException {
        refused = query -> query.contains("service-13-v1");
        Measurements ahead = measurements.ahead(questions(16, 5));
        int together = asked.size();

        for (int i = 0; i < 13; i++) {
            assertThat(read(ahead, i)).isInstanceOf(Reading.Samples.class);
        }

        assertThat(together).as("halves of halves").isEqualTo(9);
        assertThat(asked).hasSize(together);
        assertThatThrownBy(() -> read(ahead, 13))
                .isInstanceOf(MeasurementException.class)
                .hasMessageContaining("too much");
        assertThat(asked.size()).isGreaterThan(together);
    }

    @Test
    void theOneWithTooManySeriesIsFoundOutAndSpoilsNoOther() throws MeasurementException {
        String[] many = IntStream.range(0, 1001)
                .mapToObj(i -> series("service-3-v1-abc-abcde", "/" + i, TO))
                .toArray(String[]::new);
        answer =
                query -> query.startsWith("(") ? number(1001) : query.contains("service-3-v1") ? matrix(many) : NOTHING;

        Measurements ahead = measurements.ahead(questions(8, 5));

        assertThat(read(ahead, 3)).isEqualTo(new Reading.TooManySeries(2002));
        assertThat(read(ahead, 2)).isEqualTo(new Reading.Samples(List.of()));
    }

    @Test
    void asksNobodyTwiceWhoDoesNotAnswer() {
        server.stop(0);

        Measurements ahead = measurements.ahead(questions(8, 5));

        assertThatThrownBy(() -> read(ahead, 3))
                .isInstanceOf(MeasurementException.class)
                .hasMessageContaining("can't be reached");
        assertThatThrownBy(() -> read(ahead, 4)).isInstanceOf(MeasurementException.class);
    }

    @Test
    void asksASlowPrometheusForLessTheNextTimeAndForMoreWhenItIsFastAgain() {
        measurements = measurements(Duration.ofSeconds(2), 1000);
        CountDownLatch slow = new CountDownLatch(1);
        answer = query -> after(slow, NOTHING);
        measurements.ahead(questions(16, 5));
        slow.countDown();
        answer = query -> NOTHING;
        asked.clear();

        measurements.ahead(questions(16, 5));
        int after = asked.size();
        measurements.ahead(questions(16, 5));

        assertThat(after).isEqualTo(2);
        assertThat(asked).hasSize(3);
    }

    @Test
    void doesNotMixWhatIsSelectedDifferently() {
        Version labelled = new Version("v1", "a", "a", Map.of("app", "a"));
        Question byLabels = question(new Comparison(Preset.SPRING_BOOT, "shop", labelled, labelled), 15);
        Question unlike = question(new Comparison(Preset.SPRING_BOOT, "shop", labelled, version("b", "v2")), 15);
        Question old = question(comparison(1), 600);

        measurements.ahead(Stream.concat(questions(3, 5).stream(), Stream.of(byLabels, unlike, old))
                .toList());

        assertThat(asked).hasSize(3).anySatisfy(query -> assertThat(query).contains("app=\"a\""));
    }

    private static String after(CountDownLatch event, String answer) {
        try {
            assertThat(event.await(20, TimeUnit.SECONDS)).isTrue();
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private PrometheusMeasurements measurements(Duration timeout, int mostSeries) {
        return new PrometheusMeasurements(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), timeout, mostSeries);
    }

    private static List<Question> questions(int count, int expectedSeries) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Question(comparison(i), TO.minusSeconds(15), TO, expectedSeries))
                .toList();
    }

    private static Question question(Comparison comparison, int seconds) {
        return new Question(comparison, TO.minusSeconds(seconds), TO, 5);
    }

    private static Comparison comparison(int number) {
        String name = "service-" + number;
        return new Comparison(Preset.SPRING_BOOT, "shop", version(name, "v1"), version(name, "v2"), StratifyBy.NOTHING);
    }

    private static Version version(String name, String version) {
        return new Version(version, name + "-" + version, name, Map.of());
    }

    private static Reading read(Measurements measurements, int number) throws MeasurementException {
        return measurements.read(comparison(number), TO.minusSeconds(15), TO);
    }

    private static List<String> pods(Reading reading) {
        return ((Reading.Samples) reading)
                .series().stream().map(found -> found.target().pod()).toList();
    }

    private static String series(String pod, String uri, Instant at) {
        return """
                {"metric":{"__name__":"http_server_requests_seconds_count","namespace":"shop","pod":"%s","job":"pods",
                "instance":"%s","uri":"%s","status":"200"},"values":[[%d,"1"]]}
                """.formatted(pod, pod, uri, at.getEpochSecond());
    }

    private static String matrix(String... series) {
        return NOTHING.replace("[]", List.of(series).toString());
    }

    private static String number(int number) {
        return NOTHING.replace("[]", "[{\"metric\":{},\"value\":[0,\"%d\"]}]".formatted(number));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = URLDecoder.decode(form.replaceAll(".*query=([^&]*).*", "$1"), StandardCharsets.UTF_8);
        asked.add(query);
        boolean isRefused = refused.test(query);
        byte[] body = (isRefused
                        ? "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too much\"}"
                        : answer.apply(query))
                .getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(isRefused ? 422 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
