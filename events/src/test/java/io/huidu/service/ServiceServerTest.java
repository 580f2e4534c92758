package io.huidu.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceServerTest {

    private static boolean oddFails;

    private final CollectorRegistry registry = new CollectorRegistry();
    private final AtomicReference<Optional<String>> kafka = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<String>> thread = new AtomicReference<>(Optional.empty());
    private final HttpClient client = HttpClient.newHttpClient();
    private final ServiceServer server = ServiceServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            registry,
            List.of(new Check("threads", thread::get)),
            List.of(new Check("kafka", kafka::get), new Check("odd", ServiceServerTest::odd)));

    @AfterEach
    void close() {
        oddFails = false;
        client.close();
        server.close();
    }

    private static Optional<String> odd() {
        if (oddFails) {
            throw new IllegalStateException("lost");
        }
        return Optional.empty();
    }

    @Test
    void answersWithTheMetricsOfItsRegistry() throws Exception {
        Counter.build("huidu_things_total", "Things.").register(registry).inc(3);

        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("# TYPE huidu_things_total counter", "huidu_things_total 3.0");
    }

    @Test
    void isReadyWhileNoCheckHasAProblem() throws Exception {
        HttpResponse<String> response = get("/readyz");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"ok\":true,\"problems\":{}}");
    }

    @Test
    void saysEverythingThatKeepsItFromItsWork() throws Exception {
        kafka.set(Optional.of("Kafka at kafka:9092 doesn't answer"));
        oddFails = true;

        HttpResponse<String> response = get("/readyz");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .isEqualTo("{\"ok\":false,\"problems\":{\"kafka\":\"Kafka at kafka:9092 doesn't answer\","
                        + "\"odd\":\"the check itself failed: java.lang.IllegalStateException: lost\"}}");
    }

    @Test
    void staysHealthyWhileItOnlyHasToWait() throws Exception {
        kafka.set(Optional.of("Kafka at kafka:9092 doesn't answer"));

        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void isNotHealthyWithADeadThread() throws Exception {
        thread.set(Optional.of("the thread poll has died"));

        HttpResponse<String> response = get("/healthz");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("the thread poll has died");
    }

    @Test
    void keepsItsProcessAlive() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher"))
                .isNotEmpty()
                .noneMatch(Thread::isDaemon);
    }

    @Test
    void namesTheAddressThatIsTaken() {
        InetSocketAddress taken = server.address();

        assertThatThrownBy(() -> ServiceServer.start(taken, registry, List.of(), List.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Can't listen on")
                .hasMessageContaining(String.valueOf(taken.getPort()));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d%s".formatted(server.address().getPort(), path));
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
