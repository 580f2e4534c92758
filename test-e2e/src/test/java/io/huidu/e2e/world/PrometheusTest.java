package io.huidu.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final AtomicInteger scrapes = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer metrics;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Prometheus prometheus;

    @BeforeAll
    static void needsPrometheus() {
        RequiredTools.need(PackagedTools.PROMETHEUS);
    }

    @BeforeEach
    void start() throws Exception {
        metrics = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metrics.createContext("/own/metrics", exchange -> {
            try (exchange) {
                byte[] text = "scrapes_total %d\n"
                        .formatted(scrapes.incrementAndGet())
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
            }
        });
        metrics.start();
        prometheus = Prometheus.start(Duration.ofMillis(200));
    }

    @AfterEach
    void stop() {
        prometheus.close();
        metrics.stop(0);
    }

    @Test
    void scrapesWithLabelsAndKeepsItsDataOverACrash() throws Exception {
        Prometheus.Target target = target(metrics.getAddress().getPort());
        URI uri = prometheus.uri();
        assertThat(prometheus.query("up")).isEmpty();

        prometheus.setTargets(List.of(target));
        prometheus.awaitScraped(List.of(target));
        prometheus.process().current().kill9();
        int scrapedBefore = scrapes.get();
        prometheus.process().restart();

        assertThat(prometheus.uri()).isEqualTo(uri);
        assertThat(prometheus
                        .query("min_over_time(scrapes_total{namespace=\"shop\",pod=\"servicea-v1-x\"}[1h])")
                        .orElse(0))
                .isBetween(1.0, (double) scrapedBefore);
        await().atMost(SOON).until(() -> prometheus.query("scrapes_total").orElse(0) > scrapedBefore);
    }

    @Test
    void scrapesNothingWhileSuspendedAndGoesOnAfterwards() {
        Prometheus.Target target = target(metrics.getAddress().getPort());
        prometheus.setTargets(List.of(target));
        prometheus.awaitScraped(List.of(target));

        prometheus.process().current().suspend();
        int then = scrapes.get();
        await().during(Duration.ofMillis(800)).atMost(SOON).until(() -> scrapes.get() <= then + 1);
        prometheus.process().current().resume();

        await().atMost(SOON).until(() -> scrapes.get() > then + 3);
    }

    private static Prometheus.Target target(int port) {
        return new Prometheus.Target(
                InetSocketAddress.createUnresolved("127.0.0.1", port),
                "/own/metrics",
                Map.of("namespace", "shop", "pod", "servicea-v1-x"));
    }
}
