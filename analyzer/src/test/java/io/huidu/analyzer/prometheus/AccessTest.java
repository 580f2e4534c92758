package io.huidu.analyzer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.service.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccessTest {

    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    // Set by JUnit.
    @SuppressWarnings("NullAway.Init")
    @TempDir
    Path secrets;

    private HttpServer server = HttpServer.create();
    private volatile Headers asked = new Headers();

    AccessTest() throws IOException {}

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksWithATokenThatIsReadAnewForEachQuestion() throws IOException, MeasurementException {
        // Given
        Path token = Files.writeString(secrets.resolve("token"), "first\n");
        PrometheusClient client =
                client(serve(HttpServer.create()), Map.of("HUIDU_PROMETHEUS_BEARER_TOKEN_FILE", token.toString()));

        // When
        client.query("x", Instant.EPOCH);
        String first = asked.getFirst("Authorization");
        Files.writeString(token, "second");
        client.query("x", Instant.EPOCH);

        // Then
        assertThat(first).isEqualTo("Bearer first");
        assertThat(asked.getFirst("Authorization")).isEqualTo("Bearer second");
    }

    @Test
    void asksAsAUserForATenant() throws IOException, MeasurementException {
        Path password = Files.writeString(secrets.resolve("password"), "pässword");
        PrometheusClient client = client(
                serve(HttpServer.create()),
                Map.of(
                        "HUIDU_PROMETHEUS_USERNAME", "huidu",
                        "HUIDU_PROMETHEUS_PASSWORD_FILE", password.toString(),
                        "HUIDU_PROMETHEUS_TENANT", "shop"));

        client.query("x", Instant.EPOCH);

        assertThat(asked.getFirst("X-Scope-OrgID")).isEqualTo("shop");
        assertThat(asked.getFirst("Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("huidu:pässword".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void believesTheCertificatesThatItIsGivenAndNoOthers()
            throws IOException, MeasurementException, GeneralSecurityException, InterruptedException {
        // Given a server with a certificate of its own
        KeyStore store = selfSigned();
        HttpsServer https = HttpsServer.create();
        https.setHttpsConfigurator(new HttpsConfigurator(serving(store)));
        URI url = serve(https);
        Path ca = Files.writeString(secrets.resolve("ca.crt"), pem(store));

        // When
        client(url, Map.of("HUIDU_PROMETHEUS_CA_FILE", ca.toString())).query("x", Instant.EPOCH);

        // Then
        assertThatThrownBy(() -> client(url, Map.of()).query("x", Instant.EPOCH))
                .isInstanceOf(MeasurementException.class)
                .hasMessageContaining("can't be reached: ");
    }

    @Test
    void tellsOfATokenThatIsGoneWithoutAsking() throws IOException {
        Path token = Files.writeString(secrets.resolve("token"), "s3cret");
        PrometheusClient client =
                client(serve(HttpServer.create()), Map.of("HUIDU_PROMETHEUS_BEARER_TOKEN_FILE", token.toString()));

        Files.writeString(token, "s3cret\r\nX-Scope-OrgID: bank");

        assertThatThrownBy(() -> client.query("x", Instant.EPOCH))
                .isInstanceOf(MeasurementException.class)
                .hasMessageContaining("token: expected one line of text")
                .hasMessageNotContaining("s3cret");
        assertThat(asked).isEmpty();
    }

    @Test
    void tellsAllProblemsAtOnceWithoutSecrets() throws IOException {
        Path empty = Files.writeString(secrets.resolve("empty"), " \n");
        Path wrong = Files.writeString(secrets.resolve("wrong"), "s3cret");
        Environment environment = new Environment(Map.of(
                "HUIDU_PROMETHEUS_BEARER_TOKEN_FILE", empty.toString(),
                "HUIDU_PROMETHEUS_PASSWORD_FILE", wrong.toString(),
                "HUIDU_PROMETHEUS_CA_FILE", wrong.toString(),
                "HUIDU_PROMETHEUS_TENANT", "a b",
                "HUIDU_PROMETHEUS_URL", "http://huidu:s3cret@prometheus:9090"));
        var unused = environment.uri("HUIDU_PROMETHEUS_URL").required();

        Access.from(environment);

        assertThatThrownBy(environment::verify)
                .hasMessageContaining("HUIDU_PROMETHEUS_BEARER_TOKEN_FILE: got a file, expected nothing with a user")
                .hasMessageContaining("HUIDU_PROMETHEUS_USERNAME: got nothing, expected a name without ':'")
                .hasMessageContaining(
                        "HUIDU_PROMETHEUS_CA_FILE: got a value that is not shown, expected certificates in PEM")
                .hasMessageContaining("HUIDU_PROMETHEUS_TENANT: got 'a b', expected a name of printable ASCII letters")
                .hasMessageContaining("HUIDU_PROMETHEUS_URL: got 'http://…@prometheus:9090', expected a URI like")
                .hasMessageNotContaining("s3cret");
    }

    private URI serve(HttpServer fresh) throws IOException {
        server = fresh;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked = exchange.getRequestHeaders();
            byte[] answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        String scheme = fresh instanceof HttpsServer ? "https" : "http";
        return URI.create(
                "%s://127.0.0.1:%d".formatted(scheme, server.getAddress().getPort()));
    }

    private static PrometheusClient client(URI url, Map<String, String> variables) {
        Environment environment = new Environment(variables);
        Supplier<Access> access = Access.from(environment);
        environment.verify();
        return new PrometheusClient(url, access.get(), Duration.ofSeconds(20), 50_000);
    }

    /** By the JDK's own tool, as its API for making certificates isn't public. */
    private KeyStore selfSigned() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = secrets.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=prometheus",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(STORE_PASSWORD),
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE_PASSWORD);
        }
        return store;
    }

    private static SSLContext serving(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, STORE_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static String pem(KeyStore store) throws GeneralSecurityException {
        String base64 = Base64.getMimeEncoder()
                .encodeToString(store.getCertificate("mykey").getEncoded());
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(base64);
    }
}
