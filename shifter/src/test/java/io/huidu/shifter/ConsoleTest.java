package io.huidu.shifter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.DataState;
import io.huidu.events.Envelope;
import io.huidu.events.EventIds;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Verdict;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.authority.Namespaces;
import io.huidu.shifter.console.ConsoleSettings;
import io.prometheus.client.CollectorRegistry;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console of a demo, on a mock API server and with Kafka in memory; every answer is held to the contract. */
@EnableKubernetesMockClient(crud = true)
class ConsoleTest {

    private static final String RELEASE = "/api/v1/releases/shop/servicea";

    // Set by the extension of the annotation.
    @SuppressWarnings("NullAway.Init")
    KubernetesClient client;

    private final InMemoryKafka kafka = new InMemoryKafka();
    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private Shifter shifter;

    @BeforeEach
    void startWithOneRelease() {
        client.resources(CanaryRelease.class)
                .load(new ByteArrayInputStream("""
                        apiVersion: huidu.io/v1alpha1
                        kind: CanaryRelease
                        metadata: {name: servicea, namespace: shop, uid: 01234567-89ab-cdef-0123-456789abcdef}
                        spec:
                          versions: [{name: v1, deployment: servicea-v1}, {name: v2, deployment: servicea-v2}]
                          desired: v1
                          traffic: {nginxIngress: {ingress: servicea}}
                          steps: [{weight: 25}, {weight: 100}]
                          analysis: {preset: spring-boot}
                        """.getBytes(StandardCharsets.UTF_8)))
                .create();
        shifter = Shifter.start(
                new Settings(
                        KafkaSettings.of("in-memory:1"),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Set.of(),
                        Optional.empty(),
                        Set.of(),
                        new CommandSettings(Optional.empty(), "huidu", new Namespaces(Set.of()), Optional.empty()),
                        Optional.empty(),
                        Optional.of(demo())),
                client,
                kafka,
                new CollectorRegistry(),
                InstantSource.system());
        await().untilAsserted(
                        () -> assertThat(get(RELEASE + "/series").statusCode()).isEqualTo(200));
    }

    private static ConsoleSettings demo() {
        return new ConsoleSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ConsoleSettings.Login.NONE,
                Optional.empty(),
                0,
                "not looked at, as nobody logs in",
                Duration.ofHours(1),
                Optional.empty(),
                Duration.ofHours(1),
                10_000);
    }

    @AfterEach
    void stop() {
        shifter.close();
        http.close();
    }

    @Test
    void tellsOfTheFleetAndOfTheRelease() throws IOException {
        JsonNode fleet = valid("Fleet", get("/api/v1/releases?search=shop&limit=10"));
        JsonNode release = valid("Release", get(RELEASE));
        JsonNode session = valid("Session", get("/api/v1/session"));

        assertThat(fleet.at("/items/0/name").asText()).isEqualTo("servicea");
        assertThat(release.at("/spec/traffic/kind").asText()).isEqualTo("Ingress");
        assertThat(release.at("/actions")).hasSize(11);
        assertThat(session.at("/login").asText()).isEqualTo("none");
        assertThat(session.at("/notices")).isEmpty();
        valid("RouteObjects", get(RELEASE + "/route"));
        assertThat(valid("Effect", get(RELEASE + "/effect?verb=release&version=v2"))
                        .at("/effect")
                        .asText())
                .contains("A release to v2 begins");
    }

    @Test
    void tellsOfWhatIsMeasuredAndOfVerdicts() throws IOException {
        Instant end = Instant.now();
        hear(EventType.ANALYSIS_PROGRESSED, end.minusSeconds(15));
        hear(EventType.ANALYSIS_ROLLBACK, end);

        JsonNode series = valid("Series", get(RELEASE + "/series"));
        assertThat(series.at("/time")).hasSize(2);
        assertThat(series.at("/marks/0/kind").asText()).isEqualTo("rollback");
        assertThat(series.at("/run").asText()).isEqualTo("run-1");
        JsonNode timeline = valid("Timeline", get(RELEASE + "/events"));
        assertThat(timeline.at("/items/0/message").asText()).isEqualTo("<b>it's worse</b>");
    }

    private void hear(EventType type, Instant end) {
        AnalysisJudged judged = new AnalysisJudged(
                type,
                new Judgement(
                        new ReleaseKey("shop", "servicea"),
                        "run-1",
                        "run-1/0",
                        0,
                        1,
                        end.minusSeconds(15),
                        end,
                        Verdict.ROLL_BACK,
                        Reason.ERRORS_REGRESSED,
                        "<b>it's worse</b>",
                        DataState.EXACT,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
        kafka.tell(new Envelope(
                EventIds.of(judged), URI.create("/huidu/analyzer"), end, "run-1", Optional.empty(), judged));
    }

    @Test
    void doesCommandsAsTheOneWhoAsks() throws IOException {
        HttpResponse<String> answer =
                post("{\"verb\": \"pause\", \"reason\": \"see: it first\"}", "X-Huidu-Console", "1");

        assertThat(valid("CommandAnswer", answer).at("/outcome").asText()).isEqualTo("done");
        CanaryRelease release = client.resources(CanaryRelease.class)
                .inNamespace("shop")
                .withName("servicea")
                .get();
        assertThat(release.getSpec().paused).isTrue();
        assertThat(release.getMetadata().getAnnotations().get("huidu.io/command"))
                .endsWith(" demo: io.huidu.command.pause.v1 see: it first");
        HttpResponse<String> again = post("{\"verb\": \"pause\", \"reason\": \"again\"}", "X-Huidu-Console", "1");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(valid("Problem", again).at("/detail").asText()).contains("it is paused already");
    }

    @Test
    void doesNothingThatAnotherSitesPageAsksFor() {
        String pause = "{\"verb\": \"pause\", \"reason\": \"because\"}";

        assertThat(post(pause, "Accept", "*/*").statusCode())
                .as("without the header")
                .isEqualTo(403);
        assertThat(post(pause, "X-Huidu-Console", "1", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(pause, "X-Huidu-Console", "1", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.resources(CanaryRelease.class)
                        .inNamespace("shop")
                        .withName("servicea")
                        .get()
                        .getSpec()
                        .paused)
                .isNull();
    }

    @Test
    void saysAllThatIsWrong() throws IOException {
        HttpResponse<String> answer = post("{\"verb\": \"fly\", \"weight\": 200, \"who\": 1}", "X-Huidu-Console", "1");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(valid("Problem", answer).at("/problems").findValuesAsText("field"))
                .contains("verb", "weight", "who", "reason");
        assertThat(get("/api/v1/releases?limit=0").statusCode()).isEqualTo(422);
        assertThat(get("/api/v1/releases/shop/other/series").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void answersWithTagsAndTheHeadersThatBrowsersNeed() {
        HttpResponse<String> first = get("/api/v1/releases");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = get("/api/v1/releases", "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(first.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                .doesNotContain("unsafe")
                .contains("frame-ancestors 'none'");
        assertThat(first.headers().map())
                .containsKeys(
                        "x-content-type-options",
                        "referrer-policy",
                        "permissions-policy",
                        "cross-origin-opener-policy",
                        "cross-origin-resource-policy")
                .doesNotContainKeys("server", "access-control-allow-origin");
    }

    @Test
    void hasTheSamePathsAsItsContract() throws IOException {
        JsonNode contract = contract();

        contract.at("/paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (method.equals("get") && !path.getKey().endsWith("/stream")) {
                        String uri =
                                path.getKey().replace("{namespace}", "shop").replace("{name}", "servicea");
                        assertThat(get(uri).statusCode()).as(uri).isIn(200, 422);
                    }
                }));
        assertThat(get("/api/v1/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void streamsWhatIsNew() throws Exception {
        HttpResponse<InputStream> stream = http.send(
                request(RELEASE + "/stream", "Accept", "text/event-stream").build(), BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith(":");

            hear(EventType.ANALYSIS_ROLLBACK, Instant.now());

            StringBuilder told = new StringBuilder();
            while (!told.toString().contains("event: points")) {
                told.append(lines.readLine()).append('\n');
            }
            assertThat(told.toString()).contains("event: event").contains("id: ");
        }
    }

    @Test
    void tellsAStreamThatWasLeftByAnotherProcessToReadAnew() throws Exception {
        HttpResponse<InputStream> stream = http.send(
                request(RELEASE + "/stream", "Accept", "text/event-stream", "Last-Event-ID", "another-7")
                        .build(),
                BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            StringBuilder told = new StringBuilder();
            while (!told.toString().contains("data:")) {
                told.append(lines.readLine()).append('\n');
            }
            assertThat(told.toString()).contains("event: reset");
        }
    }

    private HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).build());
    }

    private HttpResponse<String> post(String body, String... headers) {
        return send(request(RELEASE + "/commands", headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(shifter.console().orElseThrow().resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode valid(String schema, HttpResponse<String> answer) throws IOException {
        JsonNode body = new JsonMapper().readTree(answer.body());
        ObjectNode root = new JsonMapper().createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$ref", "#/components/schemas/" + schema);
        root.set("components", contract().get("components"));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(root)
                        .validate(body))
                .as(answer.body())
                .isEmpty();
        return body;
    }

    private static JsonNode contract() throws IOException {
        try (InputStream file = Objects.requireNonNull(ConsoleSettings.class.getResourceAsStream("openapi.yaml"))) {
            return new YAMLMapper().readTree(file);
        }
    }
}
