package io.huidu.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.Counts;
import io.huidu.events.DataState;
import io.huidu.events.Envelope;
import io.huidu.events.Estimate;
import io.huidu.events.Event;
import io.huidu.events.EventType;
import io.huidu.events.Evidence;
import io.huidu.events.Judgement;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricOutlook;
import io.huidu.events.MetricReport;
import io.huidu.events.RandomEvents;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventCodecTest {

    private static final long SEED = 20260301;
    private static final String KEY = "shop/servicea";
    private static final String PAUSE = "{\"release\":\"shop/servicea\",\"actor\":\"team\",\"reason\":\"Lunch.\"}";
    private static final Instant WRITTEN = Instant.parse("2026-03-01T10:30:01Z");

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @EnumSource
    void readsBackWhatItWrites(EventType type) {
        System.out.println("seed " + SEED);
        RandomEvents random = new RandomEvents(SEED);
        for (int i = 0; i < 100; i++) {
            Envelope envelope = random.envelope(type);

            ProducerRecord<byte[], byte[]> written = codec.encode("prefix.topic", envelope);

            assertThat(written.topic()).isEqualTo("prefix.topic");
            assertThat(new String(written.key(), StandardCharsets.UTF_8))
                    .isEqualTo(envelope.release().toString());
            assertThat(codec.decode(type.topic(), record(written.key(), written.value(), written.headers())))
                    .isEqualTo(new Decoded.Message(envelope));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ANALYSIS_ROLLBACK", "RELEASE_HELD"})
    void keepsAReasonThatALaterVersionHasAdded(EventType type) {
        ProducerRecord<byte[], byte[]> written = codec.encode("topic", new RandomEvents(SEED).envelope(type));
        String later = new String(written.value(), StandardCharsets.UTF_8)
                .replaceAll("\"reason\":\"[A-Za-z]+\"", "\"reason\":\"TooManyMoons\"");

        Decoded decoded = codec.decode(
                type.topic(), record(written.key(), later.getBytes(StandardCharsets.UTF_8), written.headers()));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Message.class,
                        message -> assertThat(codec.encode("topic", message.envelope())
                                        .value())
                                .asString(StandardCharsets.UTF_8)
                                .contains("\"reason\":\"TooManyMoons\""));
    }

    @Test
    void refusesAReasonThatIsNoWord() {
        ProducerRecord<byte[], byte[]> written =
                codec.encode("topic", new RandomEvents(SEED).envelope(EventType.RELEASE_HELD));
        String other = new String(written.value(), StandardCharsets.UTF_8)
                .replaceAll("\"reason\":\"[A-Za-z]+\"", "\"reason\":\"two words\"");

        Decoded decoded = codec.decode(
                Topic.EVENTS, record(written.key(), other.getBytes(StandardCharsets.UTF_8), written.headers()));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).contains("two words", "a word in CamelCase"));
    }

    @Test
    void readsACommandWithNoMoreThanCloudEventsAsksFor() {
        Decoded decoded = pause(Map.of(), PAUSE);

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Message.class, message -> {
            assertThat(message.envelope().id()).isEqualTo("id-1");
            assertThat(message.envelope().time()).isEqualTo(WRITTEN);
            assertThat(message.envelope().correlationId()).isEqualTo("id-1");
            assertThat(message.envelope().causationId()).isEmpty();
        });
    }

    @Test
    void ignoresPropertiesThatLaterVersionsMayAdd() {
        assertThat(pause(Map.of(), PAUSE.replace("}", ",\"ticket\":{\"id\":[1,2]}}")))
                .isInstanceOf(Decoded.Message.class);
    }

    @Test
    void readsATombstoneOnlyWhereTheTopicIsCompacted() {
        byte[] key = bytes(KEY);

        assertThat(codec.decode(Topic.ANALYSIS_REQUESTS, record(key, null, new RecordHeaders())))
                .isEqualTo(new Decoded.Tombstone(new ReleaseKey("shop", "servicea")));
        assertThat(codec.decode(Topic.EVENTS, record(key, null, new RecordHeaders())))
                .isEqualTo(
                        new Decoded.Unreadable("value: got none, expected an event, as this topic is not compacted"));
        assertThat(codec.decode(Topic.ANALYSIS_REQUESTS, record(bytes("servicea"), null, new RecordHeaders())))
                .isEqualTo(new Decoded.Unreadable("key: release: got 'servicea', expected namespace/name"));
    }

    @Test
    void writesATombstoneThatItReads() {
        ProducerRecord<byte[], byte[]> written = codec.tombstone("t", new ReleaseKey("shop", "servicea"));

        assertThat(codec.decode(Topic.ANALYSIS_REQUESTS, record(written.key(), written.value(), written.headers())))
                .isEqualTo(new Decoded.Tombstone(new ReleaseKey("shop", "servicea")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ce_specversion | 0.3 | specversion: got '0.3', expected '1.0'",
                "ce_specversion | 2.0 | record: is not a CloudEvent",
                "ce_specversion |     | record: is not a CloudEvent",
                "ce_id          |     | record: is not a CloudEvent",
                "ce_source      | %%  | record: is not a CloudEvent",
                "ce_time        | now | record: is not a CloudEvent",
                "ce_type        | com.example.other | type: got 'com.example.other', expected on this topic one of io.huidu.command.release.v1, io.huidu.command.pause.v1",
                "ce_type        | io.huidu.release.started.v1 | type: got 'io.huidu.release.started.v1', expected on this topic one of io.huidu.command.release.v1",
                "ce_type        | io.huidu.command.release.v1 | data: desired, image: got 'neither', expected one of them",
                "content-type   | application/xml | datacontenttype: got 'application/xml', expected application/json",
            })
    void saysWhatIsWrongWithTheHeaders(String header, @Nullable String value, String reason) {
        Map<String, @Nullable String> changes = new HashMap<>();
        changes.put(header, value);

        assertThat(pause(changes, PAUSE))
                .isInstanceOfSatisfying(
                        Decoded.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).startsWith(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                        | data: Unexpected end-of-input",
                "null                                                     | data: got null, expected a JSON object",
                "[]                                                       | data: ",
                "{}                                                       | data.release: Missing required creator property 'release'",
                "{`release`:null,`actor`:`a`,`reason`:``}                 | data.release: ",
                "{`release`:`shop`,`actor`:`a`,`reason`:``}               | data.release: release: got 'shop', expected namespace/name",
                "{`release`:`Shop/a`,`actor`:`a`,`reason`:``}             | data.release: namespace: got 'Shop', expected a lower-case Kubernetes name",
                "{`release`:`shop/servicea`,`actor`:7,`reason`:``}        | data.actor: ",
                "{`release`:`shop/servicea`,`actor`:` `,`reason`:``}      | data: actor: got ' ', expected some text",
                "{`release`:`shop/servicea`,`actor`:`a`,`actor`:`b`}      | data: Duplicate field 'actor'",
                "{`release`:`shop/servicea`,`actor`:`a`,`reason`:``}{}    | data: Trailing token",
                "{`release`:`shop/other`,`actor`:`a`,`reason`:``}         | key: got 'shop/servicea', expected 'shop/other', the release in the data",
            })
    void saysWhatIsWrongWithTheData(String json, String reason) {
        assertThat(pause(Map.of(), json.replace('`', '"')))
                .isInstanceOfSatisfying(
                        Decoded.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).startsWith(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"dispersion\":1.08        | \"dispersion\":\"NaN\"        | data.metrics[0].dispersion: ",
                "\"dispersion\":1.08        | \"dispersion\":NaN            | data.metrics[0]: Non-standard token 'NaN'",
                "\"dispersion\":1.08        | \"dispersion\":1e999          | data.metrics[0].dispersion: ",
                "\"dispersion\":1.08        | \"dispersion\":0.9            | data.metrics[0]: dispersion: got '0.9', expected 1 or more",
                "\"metric\":\"errors\"      | \"metric\":null               | data.metrics[0].metric: ",
                "\"harm\":0.0012            | \"harm\":\"0.0012\"           | data.metrics[0].harm: ",
                "\"step\":1                 | \"step\":1.5                  | data.step: ",
                "\"step\":1                 | \"step\":\"1\"                | data.step: ",
                "\"asked\":25               | \"asked\":101                 | data.traffic.asked: weight: got '101', expected 0 to 100 percent",
                "\"verdict\":\"promote\"    | \"verdict\":\"cancel\"        | data.verdict: ",
                "\"verdict\":\"promote\"    | \"verdict\":0                 | data.verdict: ",
                "\"verdict\":\"promote\"    | \"verdict\":\"\"              | data.verdict: ",
                "\"kind\":\"errors\"        | \"kind\":\"traffic\"          | data.metrics[0].kind: ",
                "\"reason\":\"NotInferior\" | \"reason\":\"be cause\"       | data.reason: reason: got 'be cause', expected a word in CamelCase",
                "2026-03-01T10:28:30Z       | yesterday                     | data.windowStart: ",
                "\"2026-03-01T10:28:30Z\"   | 1772361000000                 | data.windowStart: ",
                "2026-03-01T10:28:30Z       | 2026-03-01T10:29:30Z          | data: windowEnd: got",
            })
    void refusesWhatAJudgementCannotBe(String part, String replacement, String reason) throws IOException {
        String json = promote();
        assertThat(json).contains(part);

        Decoded decoded = decode(
                Topic.EVENTS,
                headers("io.huidu.analysis.promote.v1"),
                bytes(json.replaceFirst(Pattern.quote(part), replacement)));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason())
                                .startsWith(reason)
                                .doesNotContain("jackson", "through reference"));
    }

    @Test
    void refusesARecordWithoutKey() {
        ConsumerRecord<byte[], byte[]> record = record(null, bytes(PAUSE), headers("io.huidu.command.pause.v1"));

        assertThat(codec.decode(Topic.COMMANDS, record))
                .isEqualTo(new Decoded.Unreadable("key: got none, expected namespace/name of the release"));
    }

    @Test
    void refusesWhatIsTooLargeOrTooDeep() {
        String large = PAUSE.replace("Lunch.", "x".repeat(1_000_000));
        String deep = PAUSE.replace("}", ",\"deep\":" + "[".repeat(5000) + "]".repeat(5000) + "}");
        String longText = PAUSE.replace("Lunch.", "x".repeat(200_000));

        assertThat(pause(Map.of(), large))
                .isEqualTo(new Decoded.Unreadable("value: got '1000054 bytes', expected at most 1000000"));
        assertThat(pause(Map.of(), deep)).isInstanceOf(Decoded.Unreadable.class);
        assertThat(pause(Map.of(), longText)).isInstanceOf(Decoded.Unreadable.class);
    }

    @Test
    void neverThrowsForBytesOfStrangers() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        byte[] good = bytes(PAUSE);
        for (int i = 0; i < 2000; i++) {
            byte[] value = good.clone();
            for (int flips = random.nextInt(6); flips >= 0; flips--) {
                value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            }
            Headers headers = headers("io.huidu.command.pause.v1");
            byte[] noise = new byte[random.nextInt(8)];
            random.nextBytes(noise);
            headers.add(
                    List.of("ce_id", "ce_time", "content-type", "ce_source", "ce_x", "")
                            .get(i % 6),
                    noise);

            assertThat(decode(Topic.COMMANDS, headers, value)).isNotNull();
        }
    }

    @Test
    void doesNotWriteWhatJsonCannotSay() {
        Envelope envelope = envelope(judged(Double.NaN, "m"));

        assertThatThrownBy(() -> codec.encode("t", envelope))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "io.huidu.analysis.promote.v1: data.metrics[0].harmBudget: got NaN, expected a finite number");
    }

    @Test
    void doesNotWriteWhatABrokerWouldNotTake() {
        Envelope envelope = envelope(judged(0.5, "x".repeat(1_000_000)));

        assertThatThrownBy(() -> codec.encode("t", envelope))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("io.huidu.analysis.promote.v1: got \\d+ bytes of data, expected at most 1000000");
    }

    private static AnalysisJudged judged(double harmBudget, String message) {
        Instant end = Instant.parse("2026-03-01T10:28:45Z");
        MetricReport report = new MetricReport(
                "errors",
                MetricKind.ERRORS,
                Counts.NONE,
                Counts.NONE,
                Optional.empty(),
                Estimate.UNKNOWN,
                Estimate.UNKNOWN,
                new Evidence(0, 1),
                new Evidence(0, 1),
                Optional.empty(),
                harmBudget,
                1,
                List.of(),
                new MetricOutlook(Optional.empty(), Optional.empty()));
        return new AnalysisJudged(
                EventType.ANALYSIS_PROMOTE,
                new Judgement(
                        new ReleaseKey("shop", "servicea"),
                        "release",
                        "request",
                        0,
                        1,
                        end,
                        end,
                        Verdict.PROMOTE,
                        Reason.NOT_INFERIOR,
                        message,
                        DataState.EXACT,
                        List.of(report),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Envelope envelope(Event event) {
        return new Envelope("id", URI.create("/huidu/analyzer"), WRITTEN, "release", Optional.empty(), event);
    }

    /** The data of the published example. */
    private String promote() throws IOException {
        try (InputStream example = EventType.class.getResourceAsStream("schemas/examples/analysis.promote.v1.json")) {
            return new JsonMapper().readTree(example).path("data").toString();
        }
    }

    private Decoded pause(Map<String, @Nullable String> changes, String json) {
        Headers headers = headers("io.huidu.command.pause.v1");
        changes.forEach((name, value) -> {
            headers.remove(name);
            if (value != null) {
                headers.add(name, bytes(value));
            }
        });
        return decode(Topic.COMMANDS, headers, bytes(json));
    }

    private Decoded decode(Topic topic, Headers headers, byte[] value) {
        return codec.decode(topic, record(bytes(KEY), value, headers));
    }

    private static Headers headers(String type) {
        return new RecordHeaders()
                .add("ce_specversion", bytes("1.0"))
                .add("ce_id", bytes("id-1"))
                .add("ce_type", bytes(type))
                .add("ce_source", bytes("/ci"))
                .add("content-type", bytes("application/json"));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>(
                "topic",
                0,
                7,
                WRITTEN.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
