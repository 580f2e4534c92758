package io.huidu.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.e2e.world.Broker;
import io.huidu.e2e.world.Brokers;
import io.huidu.e2e.world.BuiltModule;
import io.huidu.e2e.world.ChildCommand;
import io.huidu.e2e.world.ChildProcess;
import io.huidu.e2e.world.JavaProgram;
import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.RequiredTools;
import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples of {@code docs/consumers.md} as they stand there. */
class ConsumersPageTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static @Nullable Broker broker;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startBrokerWithEventsThatComeTwice() {
        Broker started = Brokers.any();
        broker = started;
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Tale tale = new Tale(new ReleaseKey("shop", "servicea"), "shop/servicea/01234567-1", "servicea:1");
        try (KafkaConnection kafka = KafkaConnection.open(KafkaSettings.of(started.bootstrapServers()), "test")) {
            for (Envelope envelope :
                    List.of(tale.started(now), tale.started(now), tale.promoted(now), tale.started(now))) {
                assertThat(kafka.publisher().publish(envelope)).succeedsWithin(LONG.toSeconds(), TimeUnit.SECONDS);
            }
            Tale last = new Tale(tale.release(), "shop/servicea/01234567-2", "servicea:2");
            assertThat(kafka.publisher().publish(last.rolledBack(now)))
                    .succeedsWithin(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stopBroker() {
        Objects.requireNonNull(broker).close();
    }

    @Test
    void readsWithKcat() throws IOException {
        RequiredTools.need(PackagedTools.KCAT);
        Path script = Files.writeString(directory.resolve("listen.sh"), example("sh"));

        tellsEachEventOnce(ChildCommand.of("kcat", directory, List.of("sh", script.toString())));
    }

    @Test
    void readsWithNode() throws IOException {
        RequiredTools.need(PackagedTools.NODE, PackagedTools.NPM);
        for (String file : List.of("package.json", "package-lock.json", ".npmrc")) {
            Files.copy(BuiltModule.root().resolve("test-e2e/consumers").resolve(file), directory.resolve(file));
        }
        Path script = Files.writeString(directory.resolve("listen.mjs"), example("js"));
        List<String> install =
                List.of(PackagedTools.NPM.path().toString(), "ci", "--no-audit", "--no-fund", "--prefer-offline");
        try (ChildProcess npm = ChildProcess.start(ChildCommand.of("npm", directory, install))) {
            int exitCode = npm.awaitEnd(LONG.multipliedBy(2));
            RequiredTools.need(exitCode == 0, "kafkajs could not be installed: " + npm.tail());
        }

        tellsEachEventOnce(ChildCommand.of(
                "node", directory, List.of(PackagedTools.NODE.path().toString(), script.toString())));
    }

    @Test
    void readsWithKafkasClientAlone() throws IOException {
        Path source = Files.writeString(directory.resolve("Listener.java"), example("java"));
        JavaProgram program = new JavaProgram(
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of("-cp", Objects.requireNonNull(System.getProperty("java.class.path")), source.toString()),
                List.of());

        tellsEachEventOnce(ChildCommand.java("listener", directory, program));
    }

    private static void tellsEachEventOnce(ChildCommand command) throws IOException {
        Map<String, String> environment =
                Map.of("KAFKA", Objects.requireNonNull(broker).bootstrapServers(), "TOPIC", Topic.EVENTS.topicName());
        try (ChildProcess process = ChildProcess.start(command.with(environment))) {
            process.await("done with the last event", LONG, () -> process.tail().contains("rolled-back"));

            assertThat(Files.readAllLines(process.log()).stream()
                            .filter(line -> line.startsWith("io.huidu."))
                            .map(line -> line.replaceAll("(\\S+) \\{\"release\":\"(\\S+?)\".*", "$1 $2")))
                    .containsExactly(
                            "io.huidu.release.started.v1 shop/servicea",
                            "io.huidu.release.promoted.v1 shop/servicea",
                            "io.huidu.release.rolled-back.v1 shop/servicea");
        }
    }

    /** The one block of this language on the page. */
    private static String example(String language) throws IOException {
        String page = Files.readString(BuiltModule.root().resolve("docs/consumers.md"));
        Matcher block = Pattern.compile("^```%s\n(.*?)^```$".formatted(language), Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).as("a block of " + language).isTrue();
        return block.group(1);
    }
}
