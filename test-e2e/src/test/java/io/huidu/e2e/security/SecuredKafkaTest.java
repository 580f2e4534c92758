package io.huidu.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import io.huidu.consumers.notify.Notifications;
import io.huidu.consumers.notify.Notifier;
import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.codec.Decoded;
import io.huidu.events.codec.EventCodec;
import io.huidu.events.kafka.CdEventsMirror;
import io.huidu.events.kafka.EventListener;
import io.huidu.events.kafka.EventReader;
import io.huidu.events.kafka.KafkaConnection;
import io.huidu.events.kafka.KafkaSettings;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Each part with its own login and the ACLs that docs/security.md gives it, on a broker that denies everything else. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class SecuredKafkaTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String SECRET = "the user's s3cret";

    // Set by JUnit.
    @SuppressWarnings("NullAway.Init")
    @TempDir
    static Path directory;

    private static @Nullable TokenIssuer issuer;
    private static @Nullable SecuredBroker secured;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException, ExecutionException, InterruptedException {
        issuer = new TokenIssuer();
        secured = new SecuredBroker(directory, issuer);
        Files.writeString(directory.resolve("password"), SECRET);
        Files.writeString(directory.resolve("wrong"), "a wrong s3cret");
        for (String user : List.of("huidu-shifter", "huidu-analyzer", "ci", "stranger")) {
            broker().user(user, SECRET);
        }
        broker().allow(DocumentedAcls.read());
    }

    @AfterAll
    static void stop() {
        broker().close();
        Objects.requireNonNull(issuer).close();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void eachPartDoesItsWorkWithItsAclsAndNeedsEachOfThem() throws Exception {
        // Given topics that were made by the one who may
        KafkaConnection shifter = connect(scram("huidu-shifter"));
        await().atMost(LONG).until(shifter::reachable);
        KafkaConnection analyzer = connect(scram("huidu-analyzer"));
        KafkaConnection listener = connect(broker().certificate());
        KafkaConnection ci = connect(scram("ci"));
        Told commands = new Told();
        Told verdicts = new Told();
        Told requests = new Told();
        Told heard = new Told();
        Told heardByAGroup = new Told();
        Instant start = Instant.now().minusSeconds(60);
        BlockingQueue<String> people = new LinkedBlockingQueue<>();
        broker().topic("cdevents");
        CdEventsMirror mirror = CdEventsMirror.start(analyzer, scram("huidu-analyzer"), "cdevents", start);
        open.add(mirror);
        Notifier.start(notifications(people), analyzer, new CollectorRegistry(), InstantSource.system());
        open.add(shifter.tail(Topic.COMMANDS, start, commands));
        open.add(shifter.tail(Topic.EVENTS, start, verdicts));
        open.add(analyzer.whole(Topic.ANALYSIS_REQUESTS, "huidu-analyzer", requests));
        open.add(EventReader.open(broker().certificate(), "huidu-listen", Topic.EVENTS, start, heard));
        open.add(listener.whole(Topic.EVENTS, "pipelines", heardByAGroup));
        Envelope request = example("analysis.requested.v1");
        Envelope verdict = example("analysis.promote.v1");
        Envelope example = example("release.started.v1");
        Envelope story = new Envelope(
                example.id(),
                example.source(),
                Instant.now(),
                example.correlationId(),
                example.causationId(),
                example.event());

        // When
        done(ci.publisher().publish(command()));
        done(shifter.publisher().publish(command()));
        done(shifter.publisher().publish(request));
        done(shifter.publisher().publish(story));
        done(analyzer.publisher().publish(verdict));
        writeAsAdministrator(Topic.COMMANDS, "nonsense");
        writeAsAdministrator(Topic.ANALYSIS_REQUESTS, "nonsense");

        // Then
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(commands.types).contains(EventType.COMMAND_PAUSE);
            assertThat(verdicts.types).contains(EventType.ANALYSIS_PROMOTE, EventType.RELEASE_STARTED);
            assertThat(requests.types).contains(EventType.ANALYSIS_REQUESTED);
            assertThat(heard.types).contains(EventType.ANALYSIS_PROMOTE, EventType.RELEASE_STARTED);
            assertThat(heardByAGroup.types).contains(EventType.ANALYSIS_PROMOTE, EventType.RELEASE_STARTED);
            assertThat(people).contains(story.source() + "/" + story.id());
        });
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(RecordingAuthorizer.ANSWERS.stream().map(SecuredKafkaTest::withThePrefixAlone))
                                .containsAll(DocumentedAcls.read().stream()
                                        .map(SecuredKafkaTest::allowed)
                                        .toList()));
        assertThat(List.of(shifter.problem(), analyzer.problem(), listener.problem(), ci.problem(), mirror.problem()))
                .containsOnly(Optional.empty());
    }

    static List<AclBinding> acls() throws IOException {
        return DocumentedAcls.read();
    }

    /** Together with the test above, in which each part asks for all of it: none is implied by another one. */
    @ParameterizedTest
    @MethodSource("acls")
    void withoutAnyOneAclItsPartIsDeniedWhatItAsksFor(AclBinding acl) throws Exception {
        await().atMost(LONG).until(() -> answer(acl) == AuthorizationResult.ALLOWED);
        try {
            broker().forbid(acl);

            await().atMost(LONG).untilAsserted(() -> assertThat(answer(acl)).isEqualTo(AuthorizationResult.DENIED));
        } finally {
            broker().allow(List.of(acl));
        }
    }

    @Test
    void whoHasNoAclWritesAndReadsNothing() {
        KafkaConnection stranger = connect(scram("stranger"));
        Told told = new Told();
        open.add(stranger.tail(Topic.EVENTS, Instant.EPOCH, told));

        assertThat(stranger.publisher().publish(command()))
                .failsWithin(LONG)
                .withThrowableThat()
                .withMessageContaining("Not authorized to access topics: [huidu.commands]");
        assertThat(connect(scram("ci")).publisher().publish(uncheckedExample("release.started.v1")))
                .failsWithin(LONG)
                .withThrowableThat()
                .withMessageContaining("Not authorized to access topics: [huidu.events]");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(stranger.problem().orElse("")).contains("Not authorized"));
        assertThat(told.types).isEmpty();
    }

    @Test
    void logsInByTokensOfAnEndpointAndOfAFile() throws IOException {
        Path secret = Files.writeString(directory.resolve("client"), TokenIssuer.SECRET);
        Path token = Files.writeString(directory.resolve("token"), issuer().token());

        KafkaConnection byEndpoint = connect(broker().login(Map.of(
                "HUIDU_KAFKA_SASL",
                "oauthbearer",
                "HUIDU_KAFKA_OAUTH_TOKEN_URL",
                issuer().uri("/token").toString(),
                "HUIDU_KAFKA_OAUTH_CLIENT_ID",
                TokenIssuer.CLIENT,
                "HUIDU_KAFKA_OAUTH_CLIENT_SECRET_FILE",
                secret.toString(),
                "HUIDU_KAFKA_OAUTH_SCOPE",
                "kafka")));
        KafkaConnection byFile = connect(broker().login(
                        Map.of("HUIDU_KAFKA_SASL", "oauthbearer", "HUIDU_KAFKA_OAUTH_TOKEN_FILE", token.toString())));

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(byEndpoint.problem()).isEmpty());
        await().atMost(LONG).untilAsserted(() -> assertThat(byFile.problem()).isEmpty());
    }

    @Test
    void whoCannotProveWhoItIsStaysOutAndItsSecretIsToldNowhere() throws IOException {
        // Given all that is logged
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = root.getLevel();
        root.setLevel(Level.INFO);
        root.addAppender(logged);
        Path wrong = directory.resolve("wrong");
        Path forged = Files.writeString(
                directory.resolve("forged"),
                new StringBuilder(issuer().token()).reverse().toString());

        try {
            // When
            List<KafkaConnection> all = List.of(
                    connect(broker().scram("huidu-shifter", wrong)),
                    connect(broker().noCertificate()),
                    connect(broker().login(Map.of(
                            "HUIDU_KAFKA_SASL",
                            "oauthbearer",
                            "HUIDU_KAFKA_OAUTH_TOKEN_URL",
                            issuer().uri("/token").toString(),
                            "HUIDU_KAFKA_OAUTH_CLIENT_ID",
                            TokenIssuer.CLIENT,
                            "HUIDU_KAFKA_OAUTH_CLIENT_SECRET_FILE",
                            wrong.toString()))),
                    connect(broker().login(Map.of(
                            "HUIDU_KAFKA_SASL", "oauthbearer", "HUIDU_KAFKA_OAUTH_TOKEN_FILE", forged.toString()))),
                    connect(broker().login(Map.of(
                            "HUIDU_KAFKA_CA_FILE",
                            Certificates.of(directory, "another").certificate().toString(),
                            "HUIDU_KAFKA_SASL",
                            "scram-sha-512",
                            "HUIDU_KAFKA_USERNAME",
                            "huidu-shifter",
                            "HUIDU_KAFKA_PASSWORD_FILE",
                            directory.resolve("password").toString()))));

            // Then
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(all)
                            .allSatisfy(
                                    one -> assertThat(one.problem().orElse("")).contains("can't be used: ")));
            assertThat(all).allSatisfy(one -> assertThat(one.reachable()).isFalse());
            assertThat(all.stream().map(one -> one.problem().orElse("")))
                    .noneMatch(problem -> problem.contains("s3cret"));
        } finally {
            root.detachAppender(logged);
            root.setLevel(level);
        }
        assertThat(logged.list).isNotEmpty();
        String token = Files.readString(forged);
        assertThat(List.copyOf(logged.list))
                .noneMatch(event -> event.getFormattedMessage().contains("s3cret")
                        || event.getFormattedMessage().contains(token)
                        || event.getFormattedMessage().contains("PRIVATE KEY"));
    }

    private Notifications notifications(BlockingQueue<String> told) throws Exception {
        HttpServer people = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        people.createContext("/", exchange -> {
            told.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        people.start();
        open.add(() -> people.stop(0));
        return Notifications.read(Files.writeString(directory.resolve("notifications.yaml"), """
                channels:
                  audit: {webhook: {url: 'http://127.0.0.1:%d/', secretFile: '%s'}}
                routes:
                  - {channels: [audit]}
                """.formatted(
                        people.getAddress().getPort(), directory.resolve("password"))));
    }

    private static AuthorizationResult answer(AclBinding acl) throws IOException {
        String[] principal = acl.entry().principal().split(":", 2);
        RequestContext somebody = new RequestContext(
                new RequestHeader(ApiKeys.METADATA, ApiKeys.METADATA.latestVersion(), "probe", 0),
                "probe",
                InetAddress.getLoopbackAddress(),
                new KafkaPrincipal(principal[0], principal[1]),
                new ListenerName("LOGIN"),
                SecurityProtocol.SASL_SSL,
                ClientInformation.EMPTY,
                false);
        ResourcePattern what =
                new ResourcePattern(acl.pattern().resourceType(), acl.pattern().name(), PatternType.LITERAL);
        return RecordingAuthorizer.answer(somebody, new Action(acl.entry().operation(), what, 1, true, false));
    }

    /** Of the notifier's groups, whose ACL is for a prefix. */
    private static String withThePrefixAlone(String answer) {
        return answer.replaceAll("(?<= huidu-notifier-)\\S+", "");
    }

    private static String allowed(AclBinding acl) {
        return "%s %s %s %s ALLOWED"
                .formatted(
                        acl.entry().principal(),
                        acl.entry().operation(),
                        acl.pattern().resourceType(),
                        acl.pattern().name());
    }

    private static final class Told implements EventListener {

        private final List<EventType> types = new CopyOnWriteArrayList<>();

        @Override
        public void received(Envelope envelope, int partition) {
            types.add(envelope.type());
        }
    }

    private static Envelope command() {
        Command command = new Command(
                EventType.COMMAND_PAUSE,
                new ReleaseKey("shop", "servicea"),
                "ci",
                "lunch",
                Optional.empty(),
                Optional.empty());
        return new Envelope("1", URI.create("/ci"), Instant.now(), "story", Optional.empty(), command);
    }

    private static void done(CompletableFuture<Void> written) throws Exception {
        written.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static void writeAsAdministrator(Topic topic, String value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", broker().plaintext());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic.topicName(), bytes, bytes)).get();
        }
    }

    private static Envelope uncheckedExample(String type) {
        try {
            return example(type);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The example of a type that the contract publishes. */
    private static Envelope example(String type) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                EventType.class.getResourceAsStream("schemas/examples/%s.json".formatted(type)))) {
            byte[] value = in.readAllBytes();
            byte[] key = "shop/servicea".getBytes(StandardCharsets.UTF_8);
            RecordHeaders headers = new RecordHeaders();
            headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
            EventType known = EventType.of("io.huidu." + type).orElseThrow();
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                    "any",
                    0,
                    0,
                    0L,
                    TimestampType.CREATE_TIME,
                    key.length,
                    value.length,
                    key,
                    value,
                    headers,
                    Optional.empty());
            return ((Decoded.Message) new EventCodec().decode(known.topic(), record)).envelope();
        }
    }

    private KafkaConnection connect(KafkaSettings settings) {
        KafkaConnection connection = KafkaConnection.open(settings, "huidu-test");
        open.add(connection);
        return connection;
    }

    private static KafkaSettings scram(String user) {
        return broker().scram(user, directory.resolve("password"));
    }

    private static SecuredBroker broker() {
        return Objects.requireNonNull(secured);
    }

    private static TokenIssuer issuer() {
        return Objects.requireNonNull(issuer);
    }
}
