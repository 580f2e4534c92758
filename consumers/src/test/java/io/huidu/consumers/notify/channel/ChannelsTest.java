package io.huidu.consumers.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.huidu.consumers.SampleEvents;
import io.huidu.consumers.message.Kind;
import io.huidu.consumers.message.Message;
import io.huidu.consumers.message.Messages;
import io.huidu.consumers.message.Template;
import io.huidu.consumers.message.Templates;
import io.huidu.consumers.notify.HttpService;
import io.huidu.consumers.notify.HttpService.Answer;
import io.huidu.consumers.notify.HttpService.Asked;
import io.huidu.consumers.notify.channel.Channel.News;
import io.huidu.events.Envelope;
import io.huidu.events.ReleaseChanged;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every channel against a real HTTP server. */
class ChannelsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:30:00Z");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private final Web web = new Web(InstantSource.fixed(NOW));
    private HttpService service = new HttpService(asked -> Answer.of(200, "ok"));

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({"slack,rolled-back", "slack,held", "teams,rolled-back", "teams,held"})
    void sendsWhatTheServiceExpects(String kind, String event) throws Exception {
        Outcome outcome = chat(kind).send(news(event));

        assertThat(outcome).isEqualTo(Outcome.DELIVERED);
        Asked asked = service.asked().getFirst();
        assertThat(asked.call()).isEqualTo("POST /hook/T0/B0");
        assertThat(asked.headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(json(asked))
                .isEqualTo(JSON.readTree(SampleEvents.text("/golden/%s-%s.json".formatted(kind, event))));
    }

    @ParameterizedTest
    @CsvSource({"slack", "teams"})
    void lengthsStayWithinWhatTheServiceTakes(String kind) throws Exception {
        ReleaseChanged held = SampleEvents.change("held");
        Message endless = new Messages(new Templates(Map.of(
                        Kind.HELD,
                        new Templates.Pair(
                                Template.of("{{message}}".repeat(100)), Template.of("{{message}}".repeat(100))))))
                .of(Kind.HELD, held);

        chat(kind).send(new News(SampleEvents.envelope("held"), held, endless));

        JsonNode body = json(service.asked().getFirst());
        assertThat(body.toString().length()).isLessThan(20_000); // of 28 KB for a card
        body.path("blocks").findValues("text").stream()
                .filter(JsonNode::isTextual)
                .forEach(text -> assertThat(text.asText().length()).isLessThanOrEqualTo(3_000));
        assertThat(body.at("/blocks/0/text/text").asText().length()).isLessThanOrEqualTo(150);
    }

    @Test
    void signsTheEventAsStandardWebhooksDoes() throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        Channel channel = new WebhookChannel(web, service.uri().resolve("/in"), file(secret));

        channel.send(news("rolled-back"));

        Asked asked = service.asked().getFirst();
        String id = "/huidu/shifter/shop/servicea/5f0e7c1a-7/rolled-back";
        assertThat(asked.headers().getFirst("webhook-id")).isEqualTo(id);
        assertThat(asked.headers().getFirst("webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
        assertThat(asked.headers().getFirst("Content-Type")).isEqualTo("application/cloudevents+json");
        assertThat(asked.headers().getFirst("webhook-signature"))
                .isEqualTo("v1,"
                        + WebhookChannel.signature(
                                secret,
                                id + "." + NOW.getEpochSecond() + ".",
                                asked.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(json(asked).path("type").asText()).isEqualTo("io.huidu.release.rolled-back.v1");
        assertThat(json(asked).at("/data/judgement/metrics/0/canary/bad").asInt())
                .isEqualTo(702);
    }

    @Test
    void agreesWithTheVectorOfStandardWebhooks() throws Exception {
        assertThat(WebhookChannel.signature(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.",
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void makesARegionOfAReleaseInGrafana() throws Exception {
        answering(asked -> Answer.of(200, asked.call().startsWith("GET") ? "[{\"id\":17,\"time\":1}]" : "{\"id\":17}"));
        Channel channel = new GrafanaChannel(web, service.uri().resolve("/grafana/"), file("token"));

        channel.send(news("started"));
        channel.send(news("held"));
        channel.send(news("rolled-back"));

        assertThat(service.calls())
                .containsExactly(
                        "POST /grafana/api/annotations",
                        "POST /grafana/api/annotations",
                        "GET /grafana/api/annotations?limit=1&tags=release%3Ashop%2Fservicea%2F5f0e7c1a-7&tags=started",
                        "PATCH /grafana/api/annotations/17");
        assertThat(service.asked())
                .allSatisfy(asked ->
                        assertThat(asked.headers().getFirst("Authorization")).isEqualTo("Bearer token"));
        JsonNode held = json(service.asked().get(1));
        assertThat(held.path("text").asText())
                .contains("&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;")
                .doesNotContain("<script");
        assertThat(held.path("time").asLong())
                .isEqualTo(SampleEvents.envelope("held").time().toEpochMilli());
        JsonNode region = json(service.asked().getLast());
        assertThat(region.path("timeEnd").asLong())
                .isEqualTo(SampleEvents.envelope("rolled-back").time().toEpochMilli());
        assertThat(region.path("tags").toString())
                .isEqualTo("[\"huidu\",\"shop/servicea\",\"rolled-back\",\"release:shop/servicea/5f0e7c1a-7\"]");
    }

    @ParameterizedTest
    @MethodSource("noBeginnings")
    void marksTheEndAloneWhereGrafanaTellsOfNoBeginning(String answer) throws Exception {
        answering(asked -> Answer.of(200, asked.call().startsWith("GET") ? answer : "{\"id\":17}"));

        new GrafanaChannel(web, service.uri(), file("token")).send(news("promoted"));

        assertThat(service.calls()).last().isEqualTo("POST /api/annotations");
    }

    /** None, one that is nested too deeply to be read, and one that isn't read to its end. */
    static List<String> noBeginnings() {
        return List.of(
                "[]",
                "[{\"id\":17,\"deep\":%s%s}]".formatted("[".repeat(31), "]".repeat(31)),
                "[{\"id\":17}%s]".formatted(" ".repeat(512 << 10)));
    }

    @Test
    void makesOneDeploymentOfAReleaseOnGitHub() throws Exception {
        answering(asked -> {
            boolean made = service.calls().contains("POST /repos/shop/servicea/deployments");
            return asked.call().startsWith("GET")
                    ? Answer.of(200, made ? "[{\"id\":9}]" : "[]")
                    : Answer.of(201, "{\"id\":9}");
        });
        Channel channel = new GitHubChannel(
                web, service.uri(), "shop/servicea", file("token"), Template.of("v{{imageTag}}"), "production");

        channel.send(news("started"));
        channel.send(news("rolled-back"));

        String find = "GET /repos/shop/servicea/deployments?per_page=1&task=huidu%3Ashop%2Fservicea%2F5f0e7c1a-7";
        assertThat(service.calls())
                .containsExactly(
                        find,
                        "POST /repos/shop/servicea/deployments",
                        "POST /repos/shop/servicea/deployments/9/statuses",
                        find,
                        "POST /repos/shop/servicea/deployments/9/statuses");
        JsonNode deployment = json(service.asked().get(1));
        assertThat(deployment.path("ref").asText()).isEqualTo("v1.4.2");
        assertThat(deployment.path("task").asText()).isEqualTo("huidu:shop/servicea/5f0e7c1a-7");
        assertThat(deployment.path("auto_merge").asBoolean(true)).isFalse();
        assertThat(deployment.path("required_contexts").toString()).isEqualTo("[]");
        assertThat(json(service.asked().get(2)).path("state").asText()).isEqualTo("in_progress");
        assertThat(json(service.asked().get(4)).path("state").asText()).isEqualTo("failure");
    }

    @Test
    void refusesADeploymentOfNothing() throws Exception {
        answering(asked -> Answer.of(200, "[]"));
        Channel channel = new GitHubChannel(
                web, service.uri(), "shop/servicea", file("token"), Template.of("{{observed}}"), "production");

        assertThat(channel.send(news("held")))
                .isEqualTo(new Outcome.Refused("ref: got nothing for image"
                        + " 'registry.example/shop/servicea:1.4.2', expected a branch, tag or commit"));
    }

    @ParameterizedTest
    @CsvSource({
        "404, , no_service, Refused",
        "400, , invalid_payload, Refused",
        "301, , moved, Refused",
        "429, 30, slow down, PT30S",
        "503, 'Sun, 01 Mar 2026 10:31:00 GMT', busy, PT1M",
        "403, 60, secondary rate limit, PT1M",
        "500, , rollup_error, Postponed",
        "408, soon, late, Postponed"
    })
    void tellsWhatMayWorkLaterFromWhatNeverWill(int status, String retryAfter, String body, String expected)
            throws Exception {
        answering(asked -> new Answer(status, retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter), body));
        String reason = "HTTP %d: %s".formatted(status, body);

        assertThat(chat("slack").send(news("held")))
                .isEqualTo(
                        switch (expected) {
                            case "Refused" -> new Outcome.Refused(reason);
                            case "Postponed" -> new Outcome.Postponed(reason, Optional.empty());
                            default -> new Outcome.Postponed(reason, Optional.of(Duration.parse(expected)));
                        });
    }

    @Test
    void neverSaysWhereTheSecretUrlLeads() throws Exception {
        URI gone = service.uri();
        service.close();
        Channel channel = new SlackChannel(web, file(gone + "/secret"));

        assertThat(channel.send(news("held")))
                .isEqualTo(new Outcome.Postponed("no answer: ConnectException", Optional.empty()));
        assertThat(channel.toString()).doesNotContain("secret\n").doesNotContain(gone.toString());
    }

    @Test
    @Timeout(30)
    void waitsForTheRestOfAnAnswerNotForEver() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> beginToAnswer(service));
            Web impatient = new Web(InstantSource.fixed(NOW), Duration.ofSeconds(1));
            SecretFile url = file("http://127.0.0.1:%d/hook".formatted(service.getLocalPort()));

            assertThat(new SlackChannel(impatient, url).send(news("held")))
                    .isEqualTo(new Outcome.Postponed("no answer: IOException", Optional.empty()));
        }
    }

    private static void beginToAnswer(ServerSocket service) {
        try (Socket client = service.accept()) {
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nwell".getBytes(StandardCharsets.UTF_8));
            client.getInputStream().transferTo(OutputStream.nullOutputStream()); // until the client hangs up
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void waitsForASecretThatIsBeingReplaced() throws Exception {
        Channel channel = new SlackChannel(web, new SecretFile(folder.resolve("none")));

        assertThat(channel.send(news("held")))
                .isInstanceOfSatisfying(
                        Outcome.Postponed.class,
                        postponed -> assertThat(postponed.reason()).endsWith("none can't be read, or is empty"));
    }

    private Channel chat(String kind) {
        SecretFile url = file(service.uri() + "/hook/T0/B0\n");
        return switch (kind) {
            case "slack" -> new SlackChannel(web, url);
            case "teams" -> new TeamsChannel(web, url);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private void answering(Function<Asked, Answer> answers) {
        service.close();
        service = new HttpService(answers);
    }

    private SecretFile file(String content) {
        try {
            return new SecretFile(Files.writeString(Files.createTempFile(folder, "secret", ""), content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Asked asked) throws JsonProcessingException {
        return JSON.readTree(asked.body());
    }

    private static News news(String event) {
        Envelope envelope = SampleEvents.envelope(event);
        ReleaseChanged changed = SampleEvents.change(event);
        Message message =
                new Messages(Templates.USUAL).of(Kind.of(changed.type()).orElseThrow(), changed);
        return new News(envelope, changed, message);
    }
}
