package io.huidu.shifter.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;
import io.huidu.events.kafka.EventPublisher;
import io.huidu.shifter.api.CanaryRelease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushEndpointTest implements EventPublisher {

    private static final String SECRET = "a secret of theirs";

    private final List<Envelope> published = new ArrayList<>();
    private final List<CanaryRelease> releases = new ArrayList<>();
    private boolean kafkaAway;

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                PushEndpoint.PATH, new PushEndpoint(SECRET, () -> releases, UnaryOperator.identity(), this));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void commandsTheReleasesOfTheRepositoryThatThePolicyTakesTheTagFor() throws IOException, InterruptedException {
        release("one", "image: reg.io/shop/a:1.4.1", "imagePolicy: {semver: 1.x}");
        release("main", "image: 'reg.io/shop/a:main-1'", "imagePolicy: {pattern: 'main-[0-9]+'}");
        release("later", "image: reg.io/shop/a:1.5.0", "imagePolicy: {semver: 1.x}");
        release("any", "image: reg.io/shop/a:1.4.1", "paused: false");
        release("other", "image: reg.io/shop/b:1.4.1", "imagePolicy: {semver: 1.x}");
        release("none", "paused: false", "desired: v1");

        HttpResponse<String> answer = post(SECRET, pushed("1.4.2"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(published)
                .extracting(Envelope::event)
                .singleElement()
                .isInstanceOfSatisfying(Command.class, command -> {
                    assertThat(command.release()).isEqualTo(new ReleaseKey("shop", "one"));
                    assertThat(command.image()).contains("reg.io/shop/a:1.4.2");
                    assertThat(command.actor()).isEqualTo("registry");
                    assertThat(command.reason()).isEqualTo("reg.io/shop/a:1.4.2 was pushed by ci");
                });
    }

    @Test
    void theSamePushHasTheSameId() throws IOException, InterruptedException {
        release("one", "image: reg.io/shop/a:1.4.1", "imagePolicy: {semver: 1.x}");

        post("Bearer " + SECRET, pushed("1.4.2"));
        post(SECRET, pushed("1.4.2"));

        assertThat(published)
                .extracting(Envelope::id)
                .hasSize(2)
                .containsOnly(published.getFirst().id());
    }

    @Test
    void devNeverReleases() throws IOException, InterruptedException {
        release("one", "image: reg.io/shop/a:1.4.1", "imagePolicy: {semver: 1.x}");

        assertThat(post(SECRET, pushed("dev")).body()).isEqualTo("{\"pushes\":1,\"released\":[]}");
        assertThat(published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a secret of their", "a secret of theirs!", "Bearer", "Bearer a", "Basic YTpi"})
    void asksForTheSecret(String authorization) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(authorization, pushed("1.4.2"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"problem\":\"Authorization: expected the shared secret\"}");
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException, InterruptedException {
        HttpResponse<String> answer = post(SECRET, " ".repeat((1 << 20) + 1));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("got more than 1048576 bytes");
    }

    @Test
    void refusesWhatItCantRead() throws IOException, InterruptedException {
        HttpResponse<String> answer = post(SECRET, "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("expected 'events' of a Docker distribution");
    }

    @Test
    void takesPostsOnly() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri()).GET().build());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void letsTheRegistryTellAgainWhileKafkaIsAway() throws IOException, InterruptedException {
        release("one", "image: reg.io/shop/a:1.4.1", "imagePolicy: {semver: 1.x}");
        kafkaAway = true;

        assertThat(post(SECRET, pushed("1.4.2")).statusCode()).isEqualTo(503);
    }

    private static String pushed(String tag) {
        return """
                {"type": "PUSH_ARTIFACT", "occur_at": 1767268800, "operator": "ci",
                 "event_data": {"resources": [{"tag": "%s", "resource_url": "reg.io/shop/a:%s"}]}}
                """.formatted(tag, tag);
    }

    private void release(String name, String line, String other) {
        releases.add(Serialization.unmarshal("""
                apiVersion: huidu.io/v1alpha1
                kind: CanaryRelease
                metadata: {name: %s, namespace: shop}
                spec:
                  versions: [{name: v1, deployment: a-v1}, {name: v2, deployment: a-v2}]
                  %s
                  %s
                  traffic: {nginxIngress: {ingress: a}}
                  steps: [{weight: 25}]
                  analysis: {preset: spring-boot}
                """.formatted(name, line, other), CanaryRelease.class));
    }

    private HttpResponse<String> post(String authorization, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri())
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), PushEndpoint.PATH));
    }

    @Override
    public CompletableFuture<Void> publish(Envelope envelope) {
        published.add(envelope);
        return kafkaAway
                ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> tombstone(ReleaseKey release) {
        throw new UnsupportedOperationException("A push ends no analysis");
    }
}
