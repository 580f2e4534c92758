package io.huidu.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.huidu.e2e.world.Broker;
import io.huidu.e2e.world.Brokers;
import io.huidu.e2e.world.BuiltModule;
import io.huidu.e2e.world.ChildCommand;
import io.huidu.e2e.world.ChildProcess;
import io.huidu.e2e.world.JavaProgram;
import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./huidu listen} as a process, on a real broker. */
class ListenOverKafkaTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ReleaseKey SHOP = new ReleaseKey("shop", "servicea");
    private static @Nullable Broker broker;

    private final KafkaSettings settings =
            new KafkaSettings(Objects.requireNonNull(broker).bootstrapServers(), UUID.randomUUID() + ".", Map.of());
    private final KafkaConnection kafka = KafkaConnection.open(settings, "test");
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    private Path directory;

    @BeforeAll
    static void startBroker() {
        broker = Brokers.any();
    }

    @AfterAll
    static void stopBroker() {
        Objects.requireNonNull(broker).close();
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void waitsForTheReleaseThatRunsAndIsNotContentWithTheOneBefore() throws Exception {
        // Given
        Tale before = new Tale(SHOP, "shop/servicea/01234567-1", "servicea:1");
        Tale running = new Tale(SHOP, "shop/servicea/01234567-2", "servicea:2");
        tell(before.started(now.minusSeconds(900)), before.promoted(now.minusSeconds(600)));
        tell(running.started(now.minusSeconds(60)));

        try (ChildProcess listen = listen("--release", "shop/servicea", "--until", "promoted")) {
            // When
            listen.await("telling that it runs", LONG, () -> lines(listen).size() == 1);
            Instant end = Instant.now();
            tell(running.promoted(end), running.promoted(end));

            // Then
            assertThat(listen.awaitEnd(LONG)).isZero();
            assertThat(lines(listen))
                    .containsExactly(
                            now.minusSeconds(60).truncatedTo(ChronoUnit.SECONDS)
                                    + "  shop/servicea  started       v2 is released in place of v1, first with 5 %,"
                                    + " image servicea:2 (Started)",
                            end.truncatedTo(ChronoUnit.SECONDS)
                                    + "  shop/servicea  promoted      v2 serves in place of v1 (Promoted)");
        }
    }

    @Test
    void findsTheReleaseThatWasOverBeforeItListened() throws Exception {
        // Given
        Tale before = new Tale(SHOP, "shop/servicea/01234567-1", "servicea:1");
        Tale asked = new Tale(SHOP, "shop/servicea/01234567-2", "servicea:2");
        Tale next = new Tale(SHOP, "shop/servicea/01234567-3", "servicea:3");
        tell(before.started(now.minusSeconds(900)), before.promoted(now.minusSeconds(600)));
        tell(asked.started(now.minusSeconds(30)), asked.rolledBack(now.minusSeconds(20)));
        tell(next.started(now.minusSeconds(10)), next.promoted(now.minusSeconds(5)));

        // When
        Instant asking = now.minusSeconds(31);
        try (ChildProcess byTime = listen(
                        "--release", "shop/servicea", "--until", "promoted", "--from", asking.toString(), "--json");
                ChildProcess byImage =
                        listen("--release", "shop/servicea", "--until", "rolled-back", "--image", "servicea:2")) {

            // Then
            assertThat(byTime.awaitEnd(LONG)).isEqualTo(1);
            assertThat(byImage.awaitEnd(LONG)).isZero();
            List<String> lines = lines(byTime);
            JsonNode rolledBack = new JsonMapper().readTree(lines.get(1));
            assertThat(rolledBack.path("specversion").asText()).isEqualTo("1.0");
            assertThat(rolledBack.path("type").asText()).isEqualTo("io.huidu.release.rolled-back.v1");
            assertThat(rolledBack.path("data").path("releaseId").asText()).isEqualTo(asked.releaseId());
            assertThat(rolledBack.path("data").path("reason").asText()).isEqualTo("ErrorsRegressed");
            assertThat(lines.get(2)).isEqualTo("huidu: shop/servicea: was rolled back, expected it to be promoted");
        }
    }

    private void tell(Envelope... envelopes) {
        for (Envelope envelope : envelopes) {
            assertThat(kafka.publisher().publish(envelope)).succeedsWithin(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private ChildProcess listen(String... arguments) {
        JavaProgram program = JavaProgram.mainClass(
                        "io.huidu.consumers.listen.Listen", BuiltModule.classPath("consumers"))
                .withOptions("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .withArguments(arguments);
        return ChildProcess.start(ChildCommand.java("listen" + UUID.randomUUID(), directory, program)
                .with(Map.of(
                        "HUIDU_KAFKA_BOOTSTRAP_SERVERS", settings.bootstrapServers(),
                        "HUIDU_KAFKA_SECURITY", "plaintext",
                        "HUIDU_KAFKA_TOPIC_PREFIX", settings.topicPrefix())));
    }

    private static List<String> lines(ChildProcess process) throws IOException {
        return Files.readAllLines(process.log());
    }
}
