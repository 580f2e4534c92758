package io.huidu.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.service.Environment;
import io.huidu.service.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSecurityTest {

    private static final String SECRET = "s3cret \"with\\quotes\"";
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBJzCBzgIJAKKVAjhuIuuzMAoGCCqGSM49BAMCMBsxGTAXBgNVBAMMEG9mIGEg
            -----END CERTIFICATE-----
            """;

    // Set by JUnit.
    @SuppressWarnings("NullAway.Init")
    @TempDir
    Path secrets;

    @Test
    void isTlsUnlessPlaintextIsAskedFor() {
        assertThat(read(Map.of())).isEqualTo(Map.of("security.protocol", "SSL"));
        assertThat(read(Map.of("HUIDU_KAFKA_SECURITY", "tls"))).isEqualTo(Map.of("security.protocol", "SSL"));
        assertThat(read(Map.of("HUIDU_KAFKA_SECURITY", "plaintext")))
                .isEqualTo(Map.of("security.protocol", "PLAINTEXT"));
    }

    @Test
    void logsInByScram() throws IOException {
        Map<String, String> properties = read(Map.of(
                "HUIDU_KAFKA_SASL", "scram-sha-512",
                "HUIDU_KAFKA_USERNAME", "huidu-shifter",
                "HUIDU_KAFKA_PASSWORD_FILE", file("password", SECRET + "\n")));

        assertThat(properties)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"huidu-shifter\""
                                + " password=\"s3cret \\\"with\\\\quotes\\\"\";");
        assertThat(new KafkaSettings("kafka:9093", "", properties).toString())
                .contains("sasl.jaas.config")
                .doesNotContain("s3cret");
        assertThat(new ClientConfigs(new KafkaSettings("kafka:9093", "", properties), "me").admin())
                .containsKey("sasl.jaas.config");
    }

    @Test
    void logsInByTokensOfAnEndpointOrOfAFile() throws IOException {
        assertThat(read(Map.of(
                        "HUIDU_KAFKA_SASL", "oauthbearer",
                        "HUIDU_KAFKA_OAUTH_TOKEN_URL", "https://idp/token",
                        "HUIDU_KAFKA_OAUTH_CLIENT_ID", "huidu",
                        "HUIDU_KAFKA_OAUTH_CLIENT_SECRET_FILE", file("secret", SECRET),
                        "HUIDU_KAFKA_OAUTH_SCOPE", "kafka")))
                .containsEntry("sasl.mechanism", "OAUTHBEARER")
                .containsEntry("sasl.oauthbearer.token.endpoint.url", "https://idp/token")
                .containsEntry("sasl.oauthbearer.client.credentials.client.id", "huidu")
                .containsEntry("sasl.oauthbearer.client.credentials.client.secret", SECRET)
                .containsEntry("sasl.oauthbearer.scope", "kafka");
        String token = file("token", "a.b.c");
        assertThat(read(Map.of("HUIDU_KAFKA_SASL", "oauthbearer", "HUIDU_KAFKA_OAUTH_TOKEN_FILE", token)))
                .containsEntry(
                        "sasl.oauthbearer.token.endpoint.url",
                        Path.of(token).toUri().toString());
    }

    @Test
    void tellsAllThatDoesNotGoTogetherAtOnce() throws IOException {
        String password = file("password", SECRET);

        assertThatThrownBy(() -> read(Map.of(
                        "HUIDU_KAFKA_SECURITY", "plaintext",
                        "HUIDU_KAFKA_SASL", "scram-sha-256",
                        "HUIDU_KAFKA_KEY_PASSWORD_FILE", password,
                        "HUIDU_KAFKA_OAUTH_TOKEN_URL", "https://idp/token")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining(
                        "HUIDU_KAFKA_SASL: got a value, expected nothing with HUIDU_KAFKA_SECURITY=plaintext")
                .hasMessageContaining("HUIDU_KAFKA_KEY_PASSWORD_FILE: got a value, expected nothing with")
                .hasMessageContaining(
                        "HUIDU_KAFKA_KEY_PASSWORD_FILE: got a value, expected nothing without HUIDU_KAFKA_KEY_FILE")
                .hasMessageContaining(
                        "HUIDU_KAFKA_OAUTH_TOKEN_URL: got a value, expected nothing without HUIDU_KAFKA_SASL=oauth")
                .hasMessageContaining("HUIDU_KAFKA_USERNAME: got nothing, expected some text")
                .hasMessageContaining("HUIDU_KAFKA_PASSWORD_FILE: got nothing, expected some text");
    }

    @Test
    void tellsOfWrongSecretsWithoutShowingThem() throws IOException {
        String secret = file("secret", SECRET);

        assertThatThrownBy(() -> read(Map.of(
                        "HUIDU_KAFKA_CA_FILE",
                        secret,
                        "HUIDU_KAFKA_CERTIFICATE_FILE",
                        file("broken", CERTIFICATE),
                        "HUIDU_KAFKA_SASL",
                        "oauthbearer",
                        "HUIDU_KAFKA_OAUTH_TOKEN_URL",
                        "http://huidu:s3cret@idp/token",
                        "HUIDU_KAFKA_OAUTH_CLIENT_ID",
                        "huidu",
                        "HUIDU_KAFKA_PASSWORD_FILE",
                        secret)))
                .hasMessageContaining("HUIDU_KAFKA_CA_FILE: got a value that is not shown, expected certificates")
                .hasMessageContaining("HUIDU_KAFKA_CERTIFICATE_FILE: got a value that is not shown, expected")
                .hasMessageContaining(
                        "HUIDU_KAFKA_KEY_FILE: got nothing, expected a file, as with HUIDU_KAFKA_CERTIFICATE_FILE")
                .hasMessageContaining("HUIDU_KAFKA_OAUTH_TOKEN_URL: got 'http://…@idp/token', expected a URL like")
                .hasMessageContaining("HUIDU_KAFKA_OAUTH_CLIENT_SECRET_FILE: got nothing, expected some text")
                .hasMessageContaining("HUIDU_KAFKA_PASSWORD_FILE: got a value, expected nothing without")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void sendsAClientSecretToAnotherMachineOverTlsOnly() {
        assertThatThrownBy(() -> read(Map.of(
                        "HUIDU_KAFKA_SASL", "oauthbearer",
                        "HUIDU_KAFKA_OAUTH_TOKEN_URL", "http://192.0.2.1/token",
                        "HUIDU_KAFKA_OAUTH_CLIENT_ID", "huidu",
                        "HUIDU_KAFKA_OAUTH_CLIENT_SECRET", SECRET)))
                .hasMessageContaining("got 'http://192.0.2.1/token', expected a URL like https://idp/token");
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(secrets.resolve(name), content).toString();
    }

    private static Map<String, String> read(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        Supplier<Map<String, String>> security = KafkaSecurity.from(environment);
        environment.verify();
        return new TreeMap<>(security.get());
    }
}
