package io.huidu.analyzer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.counting.NativeHistogram;
import io.huidu.analyzer.counting.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrometheusClientTest {

    private static final Instant AT = Instant.ofEpochMilli(1_772_366_400_005L);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private HttpServer server;
    private volatile String asked = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        stopped.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void asksByFormAndReadsAMatrix() throws MeasurementException {
        answer(200, """
                {"status":"success","data":{"resultType":"matrix","result":[
                 {"metric":{"__name__":"requests","pod":"a"},"values":[[1772366390,"41"],[1772366400.005,"42.5"]]},
                 {"metric":{},"values":[[1772366390.1,"NaN"],[1772366391,"+Inf"]]}]},
                 "warnings":["be careful"]}""");

        List<LabelledSamples> series = client().query("requests{pod=\"a&b\"}[10s]", AT);

        assertThat(asked)
                .contains("query=requests%7Bpod%3D%22a%26b%22%7D%5B10s%5D")
                .contains("time=1772366400.005")
                .contains("timeout=20000ms");
        assertThat(series).hasSize(2);
        assertThat(series.getFirst().labels()).containsExactly(Label.of("__name__", "requests"), Label.of("pod", "a"));
        assertThat(series.getFirst().samples())
                .containsExactly(new Sample(1_772_366_390_000L, 41), new Sample(1_772_366_400_005L, 42.5));
        assertThat(series.getLast().samples())
                .containsExactly(
                        new Sample(1_772_366_390_100L, Double.NaN),
                        new Sample(1_772_366_391_000L, Double.POSITIVE_INFINITY));
    }

    @Test
    void readsLabelsOfSeriesThatShareSomeInWhateverOrder() throws MeasurementException {
        answer(200, """
                {"status":"success","data":{"resultType":"matrix","result":[
                 {"metric":{"__name__":"sum","le":"0.1","pod":"a"},"values":[[1,"1"]]},
                 {"metric":{"__name__":"sum","le":"0.25","pod":"a"},"values":[[1,"2"]]},
                 {"metric":{"__name__":"count","pod":"a"},"values":[[1,"3"]]},
                 {"metric":{"pod":"\\u0062","le":"0.1","__name__":"sum"},"values":[[1,"4"]]},
                 {"metric":{"__name__":"sum","le":"0.1","pod":"ab"},"values":[[1,"5"]]},
                 {"metric":{},"values":[[1,"6"]]},
                 {"metric":{"le":"pod","pod":"0.1"},"values":[[1,"7"]]}]}}""");

        assertThat(client().query("x", AT).stream().map(LabelledSamples::labels))
                .containsExactly(
                        List.of(Label.of("__name__", "sum"), Label.of("le", "0.1"), Label.of("pod", "a")),
                        List.of(Label.of("__name__", "sum"), Label.of("le", "0.25"), Label.of("pod", "a")),
                        List.of(Label.of("__name__", "count"), Label.of("pod", "a")),
                        List.of(Label.of("pod", "b"), Label.of("le", "0.1"), Label.of("__name__", "sum")),
                        List.of(Label.of("__name__", "sum"), Label.of("le", "0.1"), Label.of("pod", "ab")),
                        List.of(),
                        List.of(Label.of("le", "pod"), Label.of("pod", "0.1")));
    }

    @Test
    void refusesALabelThatIsNoText() {
        answer(200, "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{\"pod\":null},\"values\":[]}]}}");

        assertThatThrownBy(() -> client().query("x", AT))
                .isInstanceOf(MeasurementException.class)
                .hasMessageContaining("got VALUE_NULL, expected VALUE_STRING");
    }

    @Test
    void readsNativeHistograms() throws MeasurementException {
        answer(200, """
                {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"pod":"a"},
                 "histograms":[[1772366390,{"count":"7","sum":"1.5","buckets":[[3,"-0.001","0.001","3"],[0,"1","2","4"]]}],
                  [1772366391,{"count":"0","sum":"0"}]]},
                 {"metric":{"pod":"b"},"histogram":[1772366392.5,{"count":"1","sum":"1","buckets":[]}]}]}}""");

        List<LabelledSamples> series = client().query("x", AT);

        assertThat(series.getFirst().histograms())
                .containsExactly(
                        new NativeHistogram(
                                1_772_366_390_000L,
                                7,
                                List.of(
                                        new NativeHistogram.Bucket(-0.001, 0.001, 3),
                                        new NativeHistogram.Bucket(1, 2, 4))),
                        new NativeHistogram(1_772_366_391_000L, 0, List.of()));
        assertThat(series.getLast().histograms())
                .containsExactly(new NativeHistogram(1_772_366_392_500L, 1, List.of()));
    }

    @Test
    void readsAVector() throws MeasurementException {
        answer(200, """
                {"status":"success","data":{"result":[{"value":[1772366400.005,"7"],"metric":{"le":"0.1"}}],
                 "resultType":"vector"}}""");

        assertThat(client().query("x", AT)).singleElement().satisfies(series -> {
            assertThat(series.label("le")).isEqualTo("0.1");
            assertThat(series.samples()).containsExactly(new Sample(AT.toEpochMilli(), 7));
        });
    }

    @Test
    void passesOverNativeHistograms() throws MeasurementException {
        answer(200, """
                {"status":"success","data":{"resultType":"matrix","result":[
                 {"metric":{"a":"b"},"histograms":[[1772366400,{"count":"1","buckets":[[0,"1","2","1"]]}]]}]}}""");

        assertThat(client().query("x", AT))
                .singleElement()
                .satisfies(series -> assertThat(series.samples()).isEmpty());
    }

    @Test
    void tellsWhatPrometheusRefuses() {
        answer(422, """
                {"status":"error","errorType":"execution","error":"query processing would load too many samples"}""");

        assertThatThrownBy(() -> client().query("x", AT))
                .isInstanceOf(MeasurementException.class)
                .hasMessage("Prometheus at %s refuses a query with HTTP status 422: execution: ".formatted(url())
                        + "query processing would load too many samples");
    }

    @Test
    void tellsWhatAProxyInBetweenSays() {
        answer(502, "Bad gateway");

        assertThatThrownBy(() -> client().query("x", AT))
                .isInstanceOf(MeasurementException.class)
                .hasMessageEndingWith("refuses a query with HTTP status 502: Bad gateway");
    }

    @Test
    void refusesWhatIsNoResult() {
        answer(200, "<html>login</html>");

        assertThatThrownBy(() -> client().query("x", AT))
                .isInstanceOf(MeasurementException.class)
                .hasMessageStartingWith("Prometheus answers what can't be read as a query's result");
    }

    @Test
    void refusesAnAnswerThatIsNestedTooDeeply() {
        answer(200, "{\"warnings\":" + "[".repeat(20_000));

        assertThatThrownBy(() -> client().query("x", AT))
                .isInstanceOf(MeasurementException.class)
                .hasMessageContaining("nesting depth (33) exceeds the maximum allowed (32");
    }

    @Test
    void saysARefusalThatIsNestedTooDeeplyAsItIs() {
        String refusal = "{\"errorType\":\"bad_data\",\"error\":%s%s}".formatted("[".repeat(32), "]".repeat(32));
        answer(400, refusal);

        assertThatThrownBy(() -> client().query("x", AT)).hasMessageEndingWith("with HTTP status 400: " + refusal);
    }

    @Test
    void refusesAResultThatIsCutOff() {
        answer(200, "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{\"a\":\"b\"},\"values\":[[1,\"2\"]");

        assertThatThrownBy(() -> client().query("x", AT)).isInstanceOf(MeasurementException.class);
    }

    @Test
    void refusesAnAnswerWithoutData() {
        answer(200, "{\"status\":\"success\"}");

        assertThatThrownBy(() -> client().query("x", AT))
                .isInstanceOf(MeasurementException.class)
                .hasMessage("Prometheus answers without data.");
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        answer(200, "{\"status\":\"success\",\"data\":{\"result\":[" + " ".repeat(100_000) + "]}}");

        assertThatThrownBy(() -> client().query("x", AT))
                .isInstanceOf(MeasurementException.class)
                .hasMessageContaining("the answer is larger than 50000 bytes");
    }

    @Test
    void doesNotWaitForAnAnswerThatNeverBegins() {
        server.createContext("/", exchange -> await());

        assertThatThrownBy(() -> impatientClient().query("x", AT))
                .isInstanceOf(MeasurementException.class)
                .hasMessage("Prometheus at %s doesn't answer within PT1S.".formatted(url()));
    }

    @Test
    void doesNotWaitForAnAnswerThatNeverEnds() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"status\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await();
        });

        assertThatThrownBy(() -> impatientClient().query("x", AT)).isInstanceOf(MeasurementException.class);
    }

    @Test
    void tellsWhenNobodyListens() {
        server.stop(0);

        assertThatThrownBy(() -> client().query("x", AT))
                .isInstanceOf(MeasurementException.class)
                .hasMessage("Prometheus at %s can't be reached: nobody listens there.".formatted(url()));
    }

    @Test
    void tellsWhenTheHostIsUnknown() {
        PrometheusClient client =
                new PrometheusClient(URI.create("http://prometheus.invalid:9090"), Duration.ofSeconds(20), 50_000);

        assertThatThrownBy(() -> client.query("x", AT))
                .hasMessage("Prometheus at http://prometheus.invalid:9090 can't be reached: its host name is unknown.");
    }

    private void await() {
        try {
            assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(int status, String body) {
        server.createContext("/api/v1/query", exchange -> {
            asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private PrometheusClient client() {
        return new PrometheusClient(url(), Duration.ofSeconds(20), 50_000);
    }

    private PrometheusClient impatientClient() {
        return new PrometheusClient(url(), Duration.ofSeconds(1), 50_000);
    }

    private URI url() {
        return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    }
}
