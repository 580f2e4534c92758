package io.huidu.shifter;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.events.kafka.KafkaSettings;
import io.huidu.service.Environment;
import io.huidu.service.EnvironmentException;
import io.huidu.shifter.authority.Namespaces;
import io.huidu.shifter.rollout.Reference.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    // Set by JUnit.
    @SuppressWarnings("NullAway.Init")
    @TempDir
    Path pod;

    @Test
    void hasDefaultsForAllButKafkaAndTheNamespace() {
        Settings settings = read(Map.of("HUIDU_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "HUIDU_NAMESPACE", "huidu"));

        assertThat(settings)
                .isEqualTo(new Settings(
                        new KafkaSettings("kafka:9092", "", Map.of("security.protocol", "SSL")),
                        new InetSocketAddress(8080),
                        Set.of(),
                        Optional.of("huidu"),
                        Set.of(Kind.CONFIG_MAP),
                        new CommandSettings(Optional.empty(), "huidu", Namespaces.NONE, Optional.empty()),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void readsEveryVariable() {
        Settings settings = read(Map.ofEntries(
                entry("HUIDU_KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2"),
                entry("HUIDU_KAFKA_SECURITY", "plaintext"),
                entry("HUIDU_KAFKA_TOPIC_PREFIX", "test-"),
                entry("HUIDU_HTTP_ADDRESS", "127.0.0.1"),
                entry("HUIDU_HTTP_PORT", "0"),
                entry("HUIDU_WATCH_NAMESPACES", "shop, bank"),
                entry("HUIDU_LEADER_ELECTION", "false"),
                entry("HUIDU_READ_SECRETS", "true"),
                entry("HUIDU_COMMAND_AUDIENCE", "shop-production"),
                entry("HUIDU_UNSIGNED_COMMANDS", "shop, team-*"),
                entry("HUIDU_PUSH_SECRET", "sixteen-or-more!")));

        assertThat(settings)
                .isEqualTo(new Settings(
                        new KafkaSettings("a:1,b:2", "test-", Map.of("security.protocol", "PLAINTEXT")),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Set.of("shop", "bank"),
                        Optional.empty(),
                        Set.of(Kind.CONFIG_MAP, Kind.SECRET),
                        new CommandSettings(
                                Optional.empty(),
                                "shop-production",
                                new Namespaces(Set.of("shop", "team-*")),
                                Optional.empty()),
                        Optional.of("sixteen-or-more!"),
                        Optional.empty()));
    }

    @Test
    void takesTheLeaseToThePodsNamespace() throws IOException {
        Files.writeString(pod.resolve("namespace"), "operations\n");

        Settings settings = read(Map.of("HUIDU_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"));

        assertThat(settings.electionNamespace()).contains("operations");
    }

    @Test
    void namesTheProblemsOfTheFileOfActors() throws IOException {
        Path actors = Files.writeString(pod.resolve("actors.json"), "{\"actors\": [{\"name\": \"ci\"}]}");

        assertThatThrownBy(() -> read(Map.of(
                        "HUIDU_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                        "HUIDU_COMMAND_ACTORS_FILE", actors.toString(),
                        "HUIDU_PUSH_SIGNING_KEY", "s3cret")))
                .hasMessageContaining(
                        "HUIDU_COMMAND_ACTORS_FILE: got '%s', expected a file without this: ".formatted(actors))
                .hasMessageContaining("actors[0].verbs: expected a list of texts that isn't empty")
                .hasMessageContaining("HUIDU_PUSH_SIGNING_KEY: got a value that is not shown, expected a private JSON")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThatThrownBy(() -> read(Map.of(
                        "HUIDU_HTTP_ADDRESS", "not an address",
                        "HUIDU_HTTP_PORT", "http",
                        "HUIDU_WATCH_NAMESPACES", "shop,Bank",
                        "HUIDU_LEADER_ELECTION", "maybe",
                        "HUIDU_PUSH_SECRET", "fifteen-or-less")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("HUIDU_KAFKA_BOOTSTRAP_SERVERS: got nothing, expected host:port")
                .hasMessageContaining("HUIDU_HTTP_ADDRESS: got 'not an address', expected an address of this machine")
                .hasMessageContaining("HUIDU_HTTP_PORT: got 'http', expected a port from 0 to 65535")
                .hasMessageContaining(
                        "HUIDU_WATCH_NAMESPACES: got 'shop,Bank', expected names of namespaces, separated by commas")
                .hasMessageContaining(
                        "HUIDU_PUSH_SECRET: got a value that is not shown, expected at least 16 characters")
                .hasMessageContaining("HUIDU_LEADER_ELECTION: got 'maybe', expected true or false");
    }

    @Test
    void asksForANamespaceForTheLease() {
        assertThatThrownBy(() -> read(Map.of("HUIDU_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("HUIDU_NAMESPACE: got nothing, expected the namespace of the Lease,"
                        + " or HUIDU_LEADER_ELECTION=false");
    }

    private Settings read(Map<String, String> variables) {
        return Settings.from(new Environment(variables), pod.resolve("namespace"));
    }
}
