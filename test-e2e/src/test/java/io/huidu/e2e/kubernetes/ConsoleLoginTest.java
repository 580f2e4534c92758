package io.huidu.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.EventType;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.console.Console;
import io.huidu.shifter.console.ConsoleSettings;
import io.huidu.shifter.kubernetes.ApiControlCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may what on the console is the real API server's to say; Kafka is away all the time. */
class ConsoleLoginTest {

    private static final String FULL = "operator";
    private static final String READ_ONLY = "viewer";
    private static final String PAUSE = "{\"verb\": \"pause\", \"reason\": \"look at it\"}";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void letsEachDoWhatKubernetesLetsHimDo() {
        try (RealCluster cluster = RealCluster.start();
                KafkaConnection kafka = KafkaConnection.open(KafkaSettings.of("127.0.0.1:1"), "console-test")) {
            // Given a release in each of two namespaces, and people of the first
            List.of("shop", "bank").forEach(namespace -> {
                cluster.createNamespace(namespace);
                create(cluster, namespace);
            });
            String full = ShopAccount.token(cluster, FULL, List.of("get", "list", "patch"));
            String readOnly = ShopAccount.token(cluster, READ_ONLY, List.of("get", "list"));
            InstantSource clock = InstantSource.system();
            Console.Ground ground = new Console.Ground(
                    cluster.host(),
                    kafka,
                    Set.of(),
                    Map.of(EventType.COMMAND_PAUSE, new ApiControlCommands(new Cluster(cluster.host()), clock)),
                    clock);

            try (Console console = Console.start(settings(), ground)) {
                await().untilAsserted(
                                () -> assertThat(get(console, "/api/v1/releases", "Authorization", "Bearer " + full)
                                                .body())
                                        .contains("\"namespace\":\"shop\""));

                // Then nobody who isn't known reads anything
                List.of("/api/v1/releases", "/api/v1/releases/shop/servicea", "/api/v1/stream")
                        .forEach(path -> {
                            assertThat(get(console, path).statusCode()).as(path).isEqualTo(401);
                            assertThat(get(console, path, "Authorization", "Bearer wrong")
                                            .statusCode())
                                    .isEqualTo(401);
                        });
                assertThat(get(console, "/api/v1/session").body()).doesNotContain("\"user\"");
                assertThat(pause(console, "shop", "X-Huidu-Console", "1").statusCode())
                        .isEqualTo(401);
                assertThat(login(console, "wrong").statusCode()).isEqualTo(401);

                // and who reads doesn't write, nor reads elsewhere
                String reads = cookie(login(console, readOnly));
                assertThat(get(console, "/api/v1/releases", "Cookie", reads).body())
                        .contains("\"namespace\":\"shop\"")
                        .doesNotContain("bank");
                assertThat(get(console, "/api/v1/releases/shop/servicea", "Cookie", reads)
                                .body())
                        .contains("\"allowed\":false")
                        .doesNotContain("\"allowed\":true");
                assertThat(get(console, "/api/v1/releases/bank/servicea", "Cookie", reads)
                                .statusCode())
                        .isEqualTo(403);
                assertThat(get(console, "/api/v1/releases/shop/servicea/route", "Cookie", reads)
                                .statusCode())
                        .as("may not get an Ingress")
                        .isEqualTo(403);
                assertThat(pause(console, "shop", "Cookie", reads, "X-Huidu-Console", "1")
                                .statusCode())
                        .isEqualTo(403);

                // and who may do both does, in his own name, and only there, and only from our page
                String writes = cookie(login(console, full));
                assertThat(pause(console, "bank", "Cookie", writes, "X-Huidu-Console", "1")
                                .statusCode())
                        .isEqualTo(403);
                assertThat(pause(console, "shop", "Cookie", writes).statusCode())
                        .as("without our header")
                        .isEqualTo(403);
                assertThat(paused(cluster)).isFalse();
                HttpResponse<String> done = pause(console, "shop", "Cookie", writes, "X-Huidu-Console", "1");
                assertThat(done.body()).contains("\"actor\":\"system:serviceaccount:shop:operator\"");
                assertThat(paused(cluster)).isTrue();

                // and a session that was ended is over
                send(request(console, "/api/v1/session", "Cookie", writes, "X-Huidu-Console", "1")
                        .DELETE()
                        .build());
                assertThat(get(console, "/api/v1/releases", "Cookie", writes).statusCode())
                        .isEqualTo(401);
            }
        }
    }

    private static ConsoleSettings settings() {
        return new ConsoleSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ConsoleSettings.Login.TOKEN,
                Optional.empty(),
                "a key that all replicas have in common",
                Duration.ofHours(1),
                Optional.empty(),
                Duration.ofHours(1),
                10_000);
    }

    private static void create(RealCluster cluster, String namespace) {
        cluster.host()
                .resource(Serialization.unmarshal("""
                        apiVersion: huidu.io/v1alpha1
                        kind: CanaryRelease
                        metadata: {name: servicea, namespace: %s}
                        spec:
                          versions: [{name: v1, deployment: servicea-v1}, {name: v2, deployment: servicea-v2}]
                          desired: v1
                          traffic: {nginxIngress: {ingress: servicea}}
                          steps: [{weight: 25}, {weight: 100}]
                          analysis: {preset: spring-boot}
                        """.formatted(namespace), CanaryRelease.class))
                .create();
    }

    private static boolean paused(RealCluster cluster) {
        return Boolean.TRUE.equals(cluster.host()
                .resources(CanaryRelease.class)
                .inNamespace("shop")
                .withName("servicea")
                .get()
                .getSpec()
                .paused);
    }

    private HttpResponse<String> login(Console console, String token) {
        return send(request(console, "/api/v1/session", "X-Huidu-Console", "1", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"token\": \"%s\"}".formatted(token)))
                .build());
    }

    private static String cookie(HttpResponse<String> login) {
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("; HttpOnly; SameSite=Strict").doesNotContain("eyJhbGciOiJSUzI1NiI");
        return cookie.split(";", 2)[0];
    }

    private HttpResponse<String> pause(Console console, String namespace, String... headers) {
        return send(request(console, "/api/v1/releases/%s/servicea/commands".formatted(namespace), headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(PAUSE))
                .build());
    }

    private HttpResponse<String> get(Console console, String path, String... headers) {
        return send(request(console, path, headers).build());
    }

    private static HttpRequest.Builder request(Console console, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(console.uri().resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
