package io.huidu.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.huidu.consumers.notify.Notifications;
import io.huidu.consumers.notify.Notifier;
import io.huidu.e2e.world.Broker;
import io.huidu.e2e.world.Brokers;
import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notifier on a real broker, with three receivers: one that answers, one that hangs, one that refuses. */
class NotifierOverKafkaTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Broker broker = Brokers.any();
    private final KafkaSettings settings =
            new KafkaSettings(broker.bootstrapServers(), UUID.randomUUID() + ".", Map.of());
    private final Tale tale = new Tale(new ReleaseKey("shop", "servicea"), "shop/servicea/01234567-1", "servicea:1");
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer receivers;

    @TempDir
    private Path folder;

    NotifierOverKafkaTest() throws IOException {
        receivers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void answer() {
        receivers.setExecutor(threads);
        receivers.createContext("/well", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("webhook-id").replaceAll(".*/", ""));
            answer(exchange, 200);
        });
        receivers.createContext("/hangs", exchange -> {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 200);
        });
        receivers.createContext("/refuses", exchange -> answer(exchange, 404));
        receivers.start();
    }

    @AfterEach
    void close() {
        hanging.countDown();
        receivers.stop(0);
        threads.shutdownNow();
        broker.close();
    }

    @Test
    void tellsEachThingOnceWhateverOtherReceiversDoAndAcrossARestart() throws Exception {
        // Given
        Notifications notifications = Notifications.read(file());

        // When one receiver hangs and another refuses
        try (KafkaConnection kafka = KafkaConnection.open(settings, "test")) {
            start(notifications, kafka);
            tell(kafka, tale.started(now), tale.started(now), tale.rolledBack(now), tale.rolledBack(now));

            // Then the third is told everything, once
            await().atMost(LONG)
                    .until(() -> received.size() >= 2 && deadLetters().size() == 2);
            assertThat(received).containsExactly("RELEASE_STARTED", "RELEASE_ROLLED_BACK");
            assertThat(deadLetters())
                    .allSatisfy(reason ->
                            assertThat(reason).isEqualTo("the channel refuses was not told: HTTP 404: no such hook"));
            hanging.countDown();
        }

        // When another process goes on, and the shifter tells again what it has told
        Tale next = new Tale(tale.release(), "shop/servicea/01234567-2", "servicea:2");
        try (KafkaConnection kafka = KafkaConnection.open(settings, "test")) {
            start(notifications, kafka);
            tell(kafka, tale.rolledBack(now), next.promoted(now));

            // Then it tells what is new
            await().atMost(LONG).until(() -> received.size() >= 3);
            assertThat(received).containsExactly("RELEASE_STARTED", "RELEASE_ROLLED_BACK", "RELEASE_PROMOTED");
        }
    }

    private static void start(Notifications notifications, KafkaConnection kafka) {
        Notifier.start(notifications, kafka, new CollectorRegistry(), InstantSource.system());
    }

    private static void tell(KafkaConnection kafka, Envelope... envelopes) {
        for (Envelope envelope : envelopes) {
            assertThat(kafka.publisher().publish(envelope)).succeedsWithin(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Path file() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        StringBuilder file = new StringBuilder("channels:\n");
        for (String name : List.of("well", "hangs", "refuses")) {
            file.append("  %1$s: {webhook: {url: 'http://127.0.0.1:%2$d/%1$s', secretFile: '%3$s'}}%n"
                    .formatted(name, receivers.getAddress().getPort(), secret));
        }
        file.append("routes:\n  - {channels: [well, hangs, refuses], releases: ['shop/*']}\n");
        return Files.writeString(folder.resolve("notifications.yaml"), file);
    }

    private List<String> deadLetters() {
        List<String> reasons = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(settings.nameOf(Topic.DEAD_LETTERS), 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> reasons.add(new String(
                                record.headers().lastHeader("huidu_error").value(), StandardCharsets.UTF_8)));
            }
        }
        return reasons;
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            byte[] body = (status == 200 ? "ok" : "no such hook").getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
