package io.huidu.events.kafka;

import io.huidu.service.Environment;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.SslConfigs;

/** Whose certificates brokers have to have, and what ours is, as {@code HUIDU_KAFKA_…} say. */
final class KafkaCertificates {

    private static final String CA = "HUIDU_KAFKA_CA";
    private static final String CERTIFICATE = "HUIDU_KAFKA_CERTIFICATE";
    private static final String KEY = "HUIDU_KAFKA_KEY";
    private static final String KEY_PASSWORD = "HUIDU_KAFKA_KEY_PASSWORD";

    /** All of them. */
    static final List<String> VARIABLES = List.of(CA, CERTIFICATE, KEY, KEY_PASSWORD);

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN (ENCRYPTED )?PRIVATE KEY-----.+", Pattern.DOTALL);

    private KafkaCertificates() {}

    /** Properties of kafka-clients. */
    static Supplier<Map<String, String>> from(Environment environment) {
        Supplier<Optional<String>> ca = certificates(environment, CA);
        Supplier<Optional<String>> certificate = certificates(environment, CERTIFICATE);
        Supplier<Optional<String>> key = environment
                .secret(KEY)
                .as("a private key in PEM (PKCS #8: BEGIN PRIVATE KEY)", KafkaCertificates::key)
                .optional();
        Supplier<Optional<String>> password = environment.secret(KEY_PASSWORD).optional();
        together(environment, CERTIFICATE, KEY);
        together(environment, KEY, CERTIFICATE);
        if (environment.given(KEY).isEmpty()) {
            environment.none(List.of(KEY_PASSWORD), "nothing without %s_FILE".formatted(KEY));
        }
        return () -> {
            Map<String, String> properties = new TreeMap<>();
            ca.get().ifPresent(pem -> {
                properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
                properties.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, pem);
            });
            certificate.get().ifPresent(pem -> {
                properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
                properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, pem);
            });
            key.get().ifPresent(pem -> properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, pem));
            password.get().ifPresent(secret -> properties.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, secret));
            return properties;
        };
    }

    private static Supplier<Optional<String>> certificates(Environment environment, String name) {
        return environment
                .secret(name)
                .as("certificates in PEM (BEGIN CERTIFICATE)", KafkaCertificates::certificate)
                .optional();
    }

    private static void together(Environment environment, String given, String needed) {
        if (environment.given(needed).isEmpty()) {
            environment
                    .given(given)
                    .ifPresent(name -> environment.problem(needed + "_FILE", "nothing", "a file, as with " + name));
        }
    }

    private static String certificate(String pem) {
        try {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .isEmpty()) {
                throw new IllegalArgumentException("no certificate");
            }
            return pem;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("no certificate", e);
        }
    }

    private static String key(String pem) {
        if (!PRIVATE_KEY.matcher(pem).matches()) {
            throw new IllegalArgumentException("no private key");
        }
        return pem;
    }
}
