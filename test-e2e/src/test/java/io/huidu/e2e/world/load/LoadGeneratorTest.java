package io.huidu.e2e.world.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.huidu.e2e.world.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pictures PICTURES = new Pictures(bytes("A"), bytes("B"));

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    @Test
    void tellsPicturesAndFailuresApart() {
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/", exchange -> {
            switch (asked.getAndIncrement() % 5) {
                case 0 -> answer(exchange, 200, "v1", "A");
                case 1 -> answer(exchange, 200, "v2", "B");
                case 2 -> answer(exchange, 500, "v2", "sorry");
                case 3 -> answer(exchange, 200, "v1", "no picture of ours");
                default -> answer(exchange, 503, "", "B");
            }
        });

        UserCounts seen = see(100);

        long total = seen.requests();
        assertThat(total).isEqualTo(asked.get());
        assertThat(new long[] {seen.a(), seen.b(), seen.failedB(), seen.failedA(), seen.failedElsewhere()})
                .containsExactly((total + 4) / 5, (total + 3) / 5, (total + 2) / 5, (total + 1) / 5, total / 5);
    }

    @Test
    void believesThePictureRatherThanTheHeader() {
        server.createContext("/", exchange -> answer(exchange, 200, "v1", "B"));

        assertThat(see(50).shareOfB()).isEqualTo(1);
    }

    @Test
    void countsAServerThatIsNotThere() {
        LoadGenerator users = LoadGenerator.start(load(FreePorts.next()), PICTURES);
        try (users) {
            await().atMost(SOON).until(() -> users.counts().failedElsewhere() > 20);
        }

        assertThat(users.counts().requests()).isEqualTo(users.counts().failedElsewhere());
        assertThat(users.lastFailure())
                .hasValueSatisfying(why -> assertThat(why).contains("ConnectException"));
    }

    @Test
    void goesOnWhileEarlierRequestsHangAndSendsNoMoreThanItMay() throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            awaitQuietly(hang);
            answer(exchange, 200, "v1", "A");
        });

        LoadGenerator users = LoadGenerator.start(load(server.getAddress().getPort()), PICTURES);
        try (users) {
            await().atMost(SOON).until(() -> users.counts().unsent() > 20);
            assertThat(users.counts().requests()).isZero();
            hang.countDown();
            await().atMost(SOON).until(() -> users.counts().a() > 50);
        }

        assertThat(users.counts().failures()).isZero();
    }

    @Test
    void keepsItsRate() {
        server.createContext("/", exchange -> answer(exchange, 200, "v1", "A"));
        long start = System.nanoTime();

        UserCounts seen = see(600);

        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(seen.requests() / seconds).isBetween(150.0, 305.0);
    }

    @Test
    void refusesSettingsThatCannotBe() {
        URI somewhere = URI.create("http://127.0.0.1:80");

        assertThatThrownBy(() -> LoadSettings.of(URI.create("https://127.0.0.1:80"), "a"))
                .hasMessage("target: got 'https://127.0.0.1:80', expected http://HOST:PORT");
        assertThatThrownBy(() -> LoadSettings.of(somewhere, "a\r\nb")).hasMessageStartingWith("host: got");
        assertThatThrownBy(() -> LoadSettings.of(somewhere, "a").withHeader("x", "a\r\nb"))
                .hasMessageStartingWith("headers: got");
        assertThatThrownBy(() -> LoadSettings.of(somewhere, "a").withPerSecond(0))
                .hasMessage("perSecond: got '0', expected 1 to 10000");
    }

    private UserCounts see(int requests) {
        LoadGenerator users = LoadGenerator.start(load(server.getAddress().getPort()), PICTURES);
        try (users) {
            await().atMost(SOON).until(() -> users.counts().requests() >= requests);
        }
        return users.counts();
    }

    private static LoadSettings load(int port) {
        return new LoadSettings(URI.create("http://127.0.0.1:" + port), "servicea", 300, 60, SOON, Map.of());
    }

    private static void answer(HttpExchange exchange, int status, String version, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("X-Version", version);
            exchange.sendResponseHeaders(status, bytes(body).length);
            exchange.getResponseBody().write(bytes(body));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
