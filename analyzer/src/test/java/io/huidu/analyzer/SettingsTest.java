package io.huidu.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.service.Environment;
import io.huidu.service.EnvironmentException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void hasDefaultsForAllButTheAddresses() {
        Settings settings = read(Map.of(
                "HUIDU_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "HUIDU_PROMETHEUS_URL", "http://prometheus:9090"));

        assertThat(settings.kafka().bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(settings.prometheus()).isEqualTo(URI.create("http://prometheus:9090"));
        assertThat(settings.prometheusTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.mostSeries()).isEqualTo(20_000);
        assertThat(settings.threads()).isEqualTo(8);
        assertThat(settings.http().getPort()).isEqualTo(8080);
        assertThat(settings.http().getAddress().isAnyLocalAddress()).isTrue();
    }

    @Test
    void readsEveryVariable() {
        Settings settings = read(Map.of(
                "HUIDU_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "HUIDU_KAFKA_TOPIC_PREFIX", "blue.",
                "HUIDU_PROMETHEUS_URL", "https://prometheus/tenant",
                "HUIDU_PROMETHEUS_TIMEOUT", "3s",
                "HUIDU_MAX_SERIES", "7",
                "HUIDU_ANALYSIS_THREADS", "2",
                "HUIDU_HTTP_ADDRESS", "127.0.0.1",
                "HUIDU_HTTP_PORT", "0"));

        assertThat(settings.kafka().topicPrefix()).isEqualTo("blue.");
        assertThat(settings.prometheus()).isEqualTo(URI.create("https://prometheus/tenant"));
        assertThat(settings.prometheusTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.mostSeries()).isEqualTo(7);
        assertThat(settings.threads()).isEqualTo(2);
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

    private static Settings read(Map<String, String> variables) {
        return Settings.from(new Environment(variables));
    }
}
