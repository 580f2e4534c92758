package io.huidu.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may what on the console is the real API server's to say; Kafka is away all the time. */
class ConsoleLoginTest {

    private static final String PAUSE = "{\"verb\": \"pause\", \"reason\": \"look at it\"}";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void letsEachDoWhatKubernetesLetsHimDo() {
        // Given people of the first of two namespaces
        try (ConsoleOnCluster console = ConsoleOnCluster.start()) {
            String full = console.token("operator", "get", "list", "patch");
            String readOnly = console.token("viewer", "get", "list");
            await().untilAsserted(() -> assertThat(get(console, "/api/v1/releases", "Authorization", "Bearer " + full)
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
            assertThat(console.isPaused()).isFalse();
            HttpResponse<String> done = pause(console, "shop", "Cookie", writes, "X-Huidu-Console", "1");
            assertThat(done.body()).contains("\"actor\":\"system:serviceaccount:shop:operator\"");
            assertThat(console.isPaused()).isTrue();

            // and a session that was ended is over
            send(request(console, "/api/v1/session", "Cookie", writes, "X-Huidu-Console", "1")
                    .DELETE()
                    .build());
            assertThat(get(console, "/api/v1/releases", "Cookie", writes).statusCode())
                    .isEqualTo(401);
        }
    }

    private HttpResponse<String> login(ConsoleOnCluster console, String token) {
        return send(request(console, "/api/v1/session", "X-Huidu-Console", "1", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"token\": \"%s\"}".formatted(token)))
                .build());
    }

    private static String cookie(HttpResponse<String> login) {
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("; HttpOnly; SameSite=Strict").doesNotContain("eyJhbGciOiJSUzI1NiI");
        return cookie.split(";", 2)[0];
    }

    private HttpResponse<String> pause(ConsoleOnCluster console, String namespace, String... headers) {
        return send(request(console, "/api/v1/releases/%s/servicea/commands".formatted(namespace), headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(PAUSE))
                .build());
    }

    private HttpResponse<String> get(ConsoleOnCluster console, String path, String... headers) {
        return send(request(console, path, headers).build());
    }

    private static HttpRequest.Builder request(ConsoleOnCluster console, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(console.at(path));
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
