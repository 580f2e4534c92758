package io.huidu.events.kafka;

import io.huidu.events.Topic;
import io.huidu.service.Environment;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Where Kafka is and how to reach it.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param topicPrefix put before the name of each topic, so that several installations can share a cluster; empty for
 *     none
 * @param clientProperties further properties of kafka-clients, above all for security; they win over everything that
 *     Huidu sets, and are given to producer, consumers and admin client alike
 */
public record KafkaSettings(String bootstrapServers, String topicPrefix, Map<String, String> clientProperties) {

    private static final Pattern SERVERS = Pattern.compile("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*");
    private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");

    public KafkaSettings {
        check(SERVERS, "bootstrapServers", bootstrapServers, "host:port, separated by commas");
        check(PREFIX, "topicPrefix", topicPrefix, "up to 100 letters, digits, '.', '_' or '-'");
        clientProperties = Map.copyOf(clientProperties);
    }

    /** Kafka in plaintext, without prefix: for those who know that they talk to a broker of their own. */
    public static KafkaSettings of(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, "", Map.of());
    }

    /**
     * Reads {@code HUIDU_KAFKA_BOOTSTRAP_SERVERS} (required), {@code HUIDU_KAFKA_TOPIC_PREFIX}, what docs/security.md
     * says of TLS and SASL, and client properties in the format of a properties file from the file
     * {@code HUIDU_KAFKA_PROPERTIES_FILE} (or from {@code HUIDU_KAFKA_PROPERTIES}), which win over all others.
     */
    public static Supplier<KafkaSettings> from(Environment environment) {
        Supplier<String> servers = environment
                .of(
                        "HUIDU_KAFKA_BOOTSTRAP_SERVERS",
                        "host:port, separated by commas",
                        text -> of(text).bootstrapServers())
                .required();
        Supplier<String> prefix = environment
                .of(
                        "HUIDU_KAFKA_TOPIC_PREFIX",
                        "up to 100 letters, digits, '.', '_' or '-'",
                        text -> new KafkaSettings("localhost:9092", text, Map.of()).topicPrefix())
                .orElse("");
        Supplier<Map<String, String>> properties = environment
                .secret("HUIDU_KAFKA_PROPERTIES")
                .as("properties that Kafka's clients accept, one key=value a line", KafkaSettings::accepted)
                .orElse(Map.of());
        Supplier<Map<String, String>> security = KafkaSecurity.from(environment);
        return () -> {
            Map<String, String> all = new TreeMap<>(security.get());
            all.putAll(properties.get());
            return new KafkaSettings(servers.get(), prefix.get(), all);
        };
    }

    /** The name of a topic in this installation. */
    public String nameOf(Topic topic) {
        return topicPrefix + topic.topicName();
    }

    /** Without the values of the properties, since some are secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers=%s, topicPrefix=%s, clientProperties=%s]"
                .formatted(bootstrapServers, topicPrefix, new TreeSet<>(clientProperties.keySet()));
    }

    /** Throws what {@link ClientConfigs} throws, so that a wrong property is a problem of the environment. */
    private static Map<String, String> accepted(String text) {
        KafkaSettings settings = new KafkaSettings("localhost:9092", "", properties(text));
        return new ClientConfigs(settings, "check").settings().clientProperties();
    }

    private static Map<String, String> properties(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalArgumentException("not readable as properties", e);
        }
        Map<String, String> map = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    private static void check(Pattern pattern, String field, String got, String expected) {
        if (!pattern.matcher(got).matches()) {
            throw new IllegalArgumentException("kafka.%s: got '%s', expected %s".formatted(field, got, expected));
        }
    }
}
