package io.huidu.shifter.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.shifter.console.ConsoleSettings.Login;
import io.huidu.shifter.console.ConsoleSettings.Proxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server by itself, without Kafka, and on a mock API server that can't be asked about tokens. */
@EnableKubernetesMockClient(crud = true)
class ConsoleServerTest {

    private static final String SECRET = "what the proxy and the console know";

    // Set by the extension of the annotation.
    @SuppressWarnings("NullAway.Init")
    KubernetesClient client;

    private final KafkaConnection kafka = KafkaConnection.open(KafkaSettings.of("127.0.0.1:1"), "console-test");
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        kafka.close();
        http.close();
    }

    @Test
    void answersWhatTheContractSaysAndNothingElse() throws IOException {
        try (Console console = start(Login.NONE, Optional.empty());
                InputStream file = Objects.requireNonNull(Console.class.getResourceAsStream("openapi.yaml"))) {
            List<String> contract = new ArrayList<>();
            JsonNode paths = new YAMLMapper().readTree(file).at("/paths");
            paths.properties()
                    .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                        if (!method.equals("parameters")) {
                            contract.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                        }
                    }));

            assertThat(console.answers().filter(answer -> answer.contains("/api/")))
                    .containsExactlyInAnyOrderElementsOf(contract);
        }
    }

    @Test
    void takesNoMoreLoginsThanAPersonMakes() {
        try (Console console = start(Login.TOKEN, Optional.empty())) {
            for (int login = 0; login < 20; login++) {
                assertThat(login(console, "wrong").statusCode())
                        .as("nobody to ask")
                        .isEqualTo(503);
            }

            HttpResponse<String> refused = login(console, "wrong");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("60");
        }
    }

    @Test
    void countsLoginsByTheAddressThatTheNearestProxySays() {
        try (Console console = start(Login.TOKEN, Optional.empty(), 1)) {
            for (int login = 0; login < 20; login++) {
                loginFrom(console, "made up %d, 192.0.2.1".formatted(login));
            }

            assertThat(loginFrom(console, "made up, 192.0.2.1").statusCode()).isEqualTo(429);
            assertThat(loginFrom(console, "192.0.2.2").statusCode()).isEqualTo(503);
        }
        try (Console console = start(Login.TOKEN, Optional.empty())) {
            for (int login = 0; login < 20; login++) {
                loginFrom(console, "192.0.2." + login);
            }

            assertThat(loginFrom(console, "192.0.2.99").statusCode())
                    .as("no proxy is known")
                    .isEqualTo(429);
        }
    }

    @Test
    void believesAProxyThatKnowsTheSecretAndNeverThatSomebodyIsAPartOfKubernetes() {
        Proxy proxy = new Proxy(SECRET, "X-Forwarded-User", "X-Forwarded-Groups", "");
        try (Console console = start(Login.PROXY, Optional.of(proxy))) {
            assertThat(session(console, "X-Huidu-Proxy-Secret", SECRET, "X-Forwarded-User", "oncall"))
                    .contains("\"user\":\"oncall\"");
            assertThat(session(console, "X-Huidu-Proxy-Secret", "guessed", "X-Forwarded-User", "oncall"))
                    .doesNotContain("user\"");
            assertThat(session(console, "X-Forwarded-User", "oncall")).doesNotContain("user\"");
            assertThat(session(console, "X-Huidu-Proxy-Secret", SECRET, "X-Forwarded-User", "system:admin"))
                    .doesNotContain("user\"");
        }
        try (Console console = start(Login.TOKEN, Optional.empty())) {
            assertThat(session(console, "X-Huidu-Proxy-Secret", SECRET, "X-Forwarded-User", "oncall"))
                    .as("not configured")
                    .doesNotContain("user\"");
        }
    }

    @Test
    void isNoDemoForANameThatAnotherDnsLeadsHere() throws IOException {
        try (Console console = start(Login.NONE, Optional.empty());
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), console.uri().getPort())) {
            socket.getOutputStream()
                    .write("GET /api/v1/releases HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void endsItsStreamsBeforeItsServer() throws IOException, InterruptedException {
        Console console = start(Login.NONE, Optional.empty());
        HttpRequest request = request(console.uri().resolve("/api/v1/stream"), "Accept", "text/event-stream")
                .build();
        try (InputStream stream =
                http.send(request, BodyHandlers.ofInputStream()).body()) {
            assertThat(stream.read()).as("it is open").isEqualTo(':');

            console.close();

            assertThat(stream.readAllBytes()).as("it ends as it should").isNotEmpty();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("console-stream"));
        }
    }

    @Test
    void takesNoBodyThatIsTooLarge() {
        try (Console console = start(Login.TOKEN, Optional.empty())) {
            assertThat(login(console, "x".repeat(40_000)).statusCode()).isEqualTo(413);
        }
    }

    private Console start(Login login, Optional<Proxy> proxy) {
        return start(login, proxy, 0);
    }

    private Console start(Login login, Optional<Proxy> proxy, int forwarders) {
        ConsoleSettings settings = new ConsoleSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                login,
                Optional.empty(),
                forwarders,
                "a key that all replicas have in common",
                Duration.ofHours(1),
                proxy,
                Duration.ofHours(1),
                10_000);
        return Console.start(settings, new Console.Ground(client, kafka, Set.of(), Map.of(), InstantSource.system()));
    }

    private HttpResponse<String> loginFrom(Console console, String forwardedFor) {
        return login(console, "wrong", "X-Huidu-Console", "1", "X-Forwarded-For", forwardedFor);
    }

    private HttpResponse<String> login(Console console, String token) {
        return login(console, token, "X-Huidu-Console", "1");
    }

    private HttpResponse<String> login(Console console, String token, String... headers) {
        return send(request(console.uri().resolve("/api/v1/session"), headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"token\": \"%s\"}".formatted(token)))
                .build());
    }

    private String session(Console console, String... headers) {
        return send(request(console.uri().resolve("/api/v1/session"), headers).build())
                .body();
    }

    private static HttpRequest.Builder request(URI uri, String... headers) {
        return HttpRequest.newBuilder(uri).headers(headers);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
