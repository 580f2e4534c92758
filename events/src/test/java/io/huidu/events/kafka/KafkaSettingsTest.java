package io.huidu.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.events.Topic;
import io.huidu.service.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {

    @Test
    void readsTheEnvironment(@TempDir Path directory) throws IOException {
        // Given
        Path file = Files.writeString(
                directory.resolve("kafka.properties"), "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\n");
        Environment environment = new Environment(Map.of(
                "HUIDU_KAFKA_BOOTSTRAP_SERVERS", "a:9092,b:9093",
                "HUIDU_KAFKA_TOPIC_PREFIX", "staging.",
                "HUIDU_KAFKA_PROPERTIES_FILE", file.toString()));

        // When
        Supplier<KafkaSettings> settings = KafkaSettings.from(environment);
        environment.verify();

        // Then
        assertThat(settings.get())
                .isEqualTo(new KafkaSettings(
                        "a:9092,b:9093",
                        "staging.",
                        Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN")));
        assertThat(settings.get().nameOf(Topic.EVENTS)).isEqualTo("staging.huidu.events");
    }

    @Test
    void needsNoMoreThanTheServersAndTalksToThemOverTls() {
        Environment environment = new Environment(Map.of("HUIDU_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"));

        Supplier<KafkaSettings> settings = KafkaSettings.from(environment);
        environment.verify();

        assertThat(settings.get()).isEqualTo(new KafkaSettings("kafka:9092", "", Map.of("security.protocol", "SSL")));
    }

    @Test
    void tellsAllProblemsOfTheEnvironment() {
        Environment environment = new Environment(Map.of(
                "HUIDU_KAFKA_BOOTSTRAP_SERVERS", "kafka",
                "HUIDU_KAFKA_TOPIC_PREFIX", "a/b",
                "HUIDU_KAFKA_PROPERTIES_FILE", "/does/not/exist"));

        KafkaSettings.from(environment);

        assertThatThrownBy(environment::verify)
                .hasMessageContaining(
                        "HUIDU_KAFKA_BOOTSTRAP_SERVERS: got 'kafka', expected host:port, separated by commas")
                .hasMessageContaining(
                        "HUIDU_KAFKA_TOPIC_PREFIX: got 'a/b', expected up to 100 letters, digits, '.', '_' or '-'")
                .hasMessageContaining("HUIDU_KAFKA_PROPERTIES_FILE: got '/does/not/exist', expected the path");
    }

    @Test
    void tellsOfAClientPropertyThatKafkaRefusesWithoutShowingIt() {
        Environment environment = new Environment(Map.of(
                "HUIDU_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "HUIDU_KAFKA_PROPERTIES", "ssl.key.password=s3cret\nrequest.timeout.ms=soon"));

        KafkaSettings.from(environment);

        assertThatThrownBy(environment::verify)
                .hasMessageEndingWith("HUIDU_KAFKA_PROPERTIES: got a value that is not shown, "
                        + "expected properties that Kafka's clients accept, one key=value a line");
    }

    @Test
    void givesEachClientWhatItNeeds() {
        ClientConfigs configs =
                new ClientConfigs(new KafkaSettings("kafka:9092", "staging.", Map.of("linger.ms", "7")), "me");

        assertThat(configs.producer())
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("linger.ms", "7")
                .containsEntry("client.id", "me-publisher");
        assertThat(configs.groupMember("t", "analyzers"))
                .containsEntry("group.id", "staging.analyzers")
                .containsEntry("enable.auto.commit", false);
        assertThat(configs.reader("t")).doesNotContainKey("group.id").containsEntry("allow.auto.create.topics", false);
    }

    @Test
    void refusesAClientPropertyThatKafkaRefuses() {
        KafkaSettings wrong = new KafkaSettings("kafka:9092", "", Map.of("request.timeout.ms", "soon"));

        assertThatThrownBy(() -> new ClientConfigs(wrong, "me"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "kafka.clientProperties: Invalid value soon for configuration request.timeout.ms");
    }

    @Test
    void definesTopicsByWhatTheyAreFor() {
        NewTopic requests = Topics.definition("r", Topic.ANALYSIS_REQUESTS);
        NewTopic events = Topics.definition("e", Topic.EVENTS);
        NewTopic letters = Topics.definition("d", Topic.DEAD_LETTERS);

        assertThat(requests.numPartitions()).isEqualTo(12);
        assertThat(requests.replicationFactor()).isEqualTo((short) -1);
        assertThat(requests.configs())
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
        assertThat(events.configs())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "1209600000")
                .doesNotContainKey("min.insync.replicas");
        assertThat(letters.numPartitions()).isEqualTo(1);
        assertThat(letters.configs()).containsEntry("max.message.bytes", "2097152");
    }
}
