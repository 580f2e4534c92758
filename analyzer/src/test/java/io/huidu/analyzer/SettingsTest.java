package io.huidu.analyzer;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.analyzer.prometheus.Access;
import io.huidu.service.Environment;
import io.huidu.service.EnvironmentException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void hasDefaultsForAllButTheAddresses() {
        Settings settings = read(Map.of(
                "HUIDU_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "HUIDU_PROMETHEUS_URL", "http://prometheus:9090"));

        assertThat(settings.kafka().bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(settings.prometheus()).isEqualTo(URI.create("http://prometheus:9090"));
        assertThat(settings.prometheusTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.prometheusAccess()).isEqualTo(Access.OPEN);
        assertThat(settings.mostSeries()).isEqualTo(20_000);
        assertThat(settings.threads()).isEqualTo(8);
        assertThat(settings.recordings()).isEmpty();
        assertThat(settings.mostRecordedBytes()).isEqualTo(1L << 30);
        assertThat(settings.http().getPort()).isEqualTo(8080);
        assertThat(settings.http().getAddress().isAnyLocalAddress()).isTrue();
    }

    @Test
    void readsEveryVariable() {
        Settings settings = read(Map.ofEntries(
                entry("HUIDU_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"),
                entry("HUIDU_KAFKA_TOPIC_PREFIX", "blue."),
                entry("HUIDU_PROMETHEUS_URL", "https://prometheus/tenant"),
                entry("HUIDU_PROMETHEUS_TIMEOUT", "3s"),
                entry("HUIDU_PROMETHEUS_TENANT", "shop"),
                entry("HUIDU_MAX_SERIES", "7"),
                entry("HUIDU_ANALYSIS_THREADS", "2"),
                entry("HUIDU_RECORD_DIR", "/var/lib/huidu"),
                entry("HUIDU_RECORD_MAX_MIB", "3"),
                entry("HUIDU_HTTP_ADDRESS", "127.0.0.1"),
                entry("HUIDU_HTTP_PORT", "0")));

        assertThat(settings.kafka().topicPrefix()).isEqualTo("blue.");
        assertThat(settings.prometheus()).isEqualTo(URI.create("https://prometheus/tenant"));
        assertThat(settings.prometheusTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.prometheusAccess().tenant()).hasValue("shop");
        assertThat(settings.mostSeries()).isEqualTo(7);
        assertThat(settings.threads()).isEqualTo(2);
        assertThat(settings.recordings()).hasValue(Path.of("/var/lib/huidu"));
        assertThat(settings.mostRecordedBytes()).isEqualTo(3L << 20);
        assertThat(settings.http().getHostString()).isEqualTo("127.0.0.1");
        assertThat(settings.http().getPort()).isZero();
    }

    @Test
    void namesAllProblemsAtOnce() {
        assertThatThrownBy(() -> read(Map.of("HUIDU_PROMETHEUS_URL", "prometheus", "HUIDU_MAX_SERIES", "many")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("HUIDU_KAFKA_BOOTSTRAP_SERVERS: got nothing, expected host:port")
                .hasMessageContaining("HUIDU_PROMETHEUS_URL: got 'prometheus', expected a URI like http://host:9090")
                .hasMessageContaining("HUIDU_MAX_SERIES: got 'many', expected a whole number from 1 to 1000000");
    }

    @Test
    void namesTheProblemsOfTheNotificationsFileAmongTheOthers(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("notifications.yaml"), "channels: {oncall: {slack: {}}}");

        assertThatThrownBy(() -> read(Map.of("HUIDU_NOTIFICATIONS_FILE", file.toString())))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("HUIDU_PROMETHEUS_URL: got nothing")
                .hasMessageContaining(
                        "HUIDU_NOTIFICATIONS_FILE: got '%s', expected a file of channels and routes", file)
                .hasMessageContaining("%s: channels.oncall.slack.urlFile: got nothing, expected the path of", file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"huidu.events", "prefix.huidu.commands", "..", "with space"})
    void writesCdEventsToNoTopicOfItsOwn(String topic) {
        assertThatThrownBy(() -> read(Map.of("HUIDU_CDEVENTS_TOPIC", topic)))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("HUIDU_CDEVENTS_TOPIC: got '%s', expected the name of a topic", topic);
    }

    private static Settings read(Map<String, String> variables) {
        return Settings.from(new Environment(variables));
    }
}
