package io.huidu.servicea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service, over HTTP. */
class ServiceATest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ConfigurableApplicationContext v1;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ConfigurableApplicationContext v2;

    @BeforeAll
    static void start() {
        v1 = start("v1");
        v2 = start("v2");
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        v1.close();
        v2.close();
    }

    @Test
    void v1AnswersWithPictureA() throws Exception {
        HttpResponse<String> answer = get(v1, "local.server.port", "/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Version")).hasValue("v1");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
        assertThat(answer.body()).startsWith("<svg ").contains("<title id=\"title\">A</title>");
    }

    @Test
    void v2AnswersWithPictureB() throws Exception {
        HttpResponse<String> answer = get(v2, "local.server.port", "/");

        assertThat(answer.headers().firstValue("X-Version")).hasValue("v2");
        assertThat(answer.body()).startsWith("<svg ").contains("<title id=\"title\">B</title>");
    }

    @Test
    void countsItsAnswersForPrometheus() throws Exception {
        get(v2, "local.server.port", "/");

        String metrics =
                get(v2, "local.management.port", "/actuator/prometheus").body();

        assertThat(metrics)
                .containsPattern("(?m)^http_server_requests_seconds_count\\{[^}]*status=\"200\",uri=\"/\"[^}]*} [1-9]")
                .containsPattern("(?m)^http_server_requests_seconds_bucket\\{[^}]*uri=\"/\",le=\"0.01258291\"} ");
    }

    @Test
    void failsWhileAFaultIsOnAndNoLonger() throws Exception {
        post(v1, "{\"errorRate\": 1}");
        HttpResponse<String> ill = get(v1, "local.server.port", "/");
        post(v1, "{\"errorRate\": 0, \"latencyMillis\": 1}");
        HttpResponse<String> well = get(v1, "local.server.port", "/");

        assertThat(ill.statusCode()).isEqualTo(500);
        assertThat(ill.body()).doesNotContain("<svg");
        assertThat(well.statusCode()).isEqualTo(200);
        assertThat(get(v1, "local.management.port", "/actuator/faults").body())
                .isEqualTo("{\"errorRate\":0.0,\"latencyMillis\":1.0}");
    }

    @Test
    void refusesAnImpossibleFaultAndSaysWhy() throws Exception {
        HttpResponse<String> answer = post(v2, "{\"errorRate\": 1.5}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("errorRate: got '1.5', expected 0 to 1");
    }

    @Test
    void usersCannotReachItsFaultsAndMetrics() throws Exception {
        assertThat(get(v1, "local.server.port", "/actuator/faults").statusCode())
                .isEqualTo(404);
        assertThat(get(v1, "local.server.port", "/actuator/prometheus").statusCode())
                .isEqualTo(404);
    }

    @Test
    void doesNotStartAsAThirdVersion() {
        assertThatThrownBy(() -> start("v3")).hasStackTraceContaining("v3").hasStackTraceContaining("servicea.version");
    }

    @Test
    void doesNotStartWithAnImpossibleErrorRate() {
        assertThatThrownBy(() -> start("v1", 2)).hasStackTraceContaining("errorRate: got '2.0', expected 0 to 1");
    }

    private static ConfigurableApplicationContext start(String version) {
        return start(version, 0);
    }

    private static ConfigurableApplicationContext start(String version, double errorRate) {
        return SpringApplication.run(
                ServiceA.class,
                "--servicea.version=" + version,
                "--servicea.error-rate=" + errorRate,
                "--server.port=0",
                "--management.server.port=0");
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext service, String port, String path)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(service, port, path)).build());
    }

    private static HttpResponse<String> post(ConfigurableApplicationContext service, String faults)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(service, "local.management.port", "/actuator/faults"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(faults))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static URI uri(ConfigurableApplicationContext service, String port, String path) {
        String number = Objects.requireNonNull(service.getEnvironment().getProperty(port), port);
        return URI.create("http://127.0.0.1:" + number + path);
    }
}
