package io.huidu.events.kafka;

import io.huidu.service.Environment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * How brokers are told from others, and how we prove to them who we are: read from {@code HUIDU_KAFKA_…}, given as
 * properties of kafka-clients. Always over TLS, unless plaintext is asked for by name.
 */
final class KafkaSecurity {

    private static final String SECURITY = "HUIDU_KAFKA_SECURITY";
    private static final String SASL = "HUIDU_KAFKA_SASL";
    private static final String USERNAME = "HUIDU_KAFKA_USERNAME";
    private static final String PASSWORD = "HUIDU_KAFKA_PASSWORD";

    private enum Transport {
        TLS,
        PLAINTEXT
    }

    private enum Mechanism {
        SCRAM_SHA_256,
        SCRAM_SHA_512,
        OAUTHBEARER
    }

    private KafkaSecurity() {}

    /** Reads the variables; those that don't go together are problems of the environment. */
    static Supplier<Map<String, String>> from(Environment environment) {
        Transport transport =
                environment.choice(SECURITY, Transport.class).now().orElse(Transport.TLS);
        Optional<Mechanism> mechanism =
                environment.choice(SASL, Mechanism.class).now();
        Supplier<Map<String, String>> certificates = KafkaCertificates.from(environment);
        Supplier<Map<String, String>> login = login(environment, mechanism);
        if (transport == Transport.PLAINTEXT) {
            String expected = "nothing with %s=plaintext".formatted(SECURITY);
            environment.none(KafkaCertificates.VARIABLES, expected);
            environment.none(List.of(SASL), expected);
        }
        String protocol = protocol(transport, mechanism).name;
        return () -> {
            Map<String, String> properties = new TreeMap<>();
            properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
            properties.putAll(certificates.get());
            properties.putAll(login.get());
            return Map.copyOf(properties);
        };
    }

    private static SecurityProtocol protocol(Transport transport, Optional<Mechanism> mechanism) {
        return switch (transport) {
            case PLAINTEXT -> SecurityProtocol.PLAINTEXT;
            case TLS -> mechanism.isPresent() ? SecurityProtocol.SASL_SSL : SecurityProtocol.SSL;
        };
    }

    private static Supplier<Map<String, String>> login(Environment environment, Optional<Mechanism> mechanism) {
        Optional<Mechanism> scram = mechanism.filter(one -> one != Mechanism.OAUTHBEARER);
        boolean tokens = mechanism.isPresent() && scram.isEmpty();
        if (scram.isEmpty()) {
            environment.none(
                    List.of(USERNAME, PASSWORD), "nothing without %s=scram-sha-512 or scram-sha-256".formatted(SASL));
        }
        if (!tokens) {
            environment.none(KafkaTokens.VARIABLES, "nothing without %s=oauthbearer".formatted(SASL));
        }
        return tokens
                ? KafkaTokens.from(environment)
                : scram.map(one -> scram(environment, one)).orElse(Map::of);
    }

    private static Supplier<Map<String, String>> scram(Environment environment, Mechanism mechanism) {
        Supplier<String> username = environment.string(USERNAME).required();
        Supplier<String> password = environment.secret(PASSWORD).required();
        return () -> Map.of(
                SaslConfigs.SASL_MECHANISM,
                mechanism.name().replace('_', '-'),
                SaslConfigs.SASL_JAAS_CONFIG,
                "%s required username=%s password=%s;"
                        .formatted(ScramLoginModule.class.getName(), quoted(username.get()), quoted(password.get())));
    }

    /** As JAAS reads a text. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
