package io.huidu.shifter.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Refusal;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Topic;
import io.huidu.events.codec.Decoded;
import io.huidu.events.codec.EventCodec;
import io.huidu.events.signing.CommandSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {

    private static final long SEED = 20260301;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final PublicJsonWebKey pair = pair("ci-2026");
    private final CommandSigner ci =
            CommandSigner.of(pair.toJson(OutputControlLevel.INCLUDE_PRIVATE), "huidu", Duration.ofMinutes(10));
    private final String actors = """
            {"actors": [{"name": "ci", "namespaces": ["shop", "team-*"], "verbs": ["rollback", "set-weight"],
              "keys": [%s]}]}
            """.formatted(pair.toJson(OutputControlLevel.PUBLIC_ONLY));

    @Test
    void doesWhatAnActorMayInTheNameThatIsProven() throws InvalidActorsException {
        assertThat(rule(ci.sign(command(EventType.COMMAND_ROLLBACK, "shop", "ci"))))
                .isInstanceOfSatisfying(Ruling.Granted.class, granted -> {
                    assertThat(granted.command().actor()).isEqualTo("ci");
                    assertThat(granted.until()).contains(NOON.plusSeconds(600));
                });
        assertThat(rule(ci.sign(command(EventType.COMMAND_ROLLBACK, "team-a", "oncall: root"))))
                .isInstanceOfSatisfying(
                        Ruling.Granted.class,
                        granted -> assertThat(granted.command().actor()).isEqualTo("ci for oncall  root"));
    }

    @Test
    void refusesWhatItMayNotWithWhatItMay() throws InvalidActorsException {
        assertThat(rule(ci.sign(command(EventType.COMMAND_PROMOTE, "shop", "ci"))))
                .isEqualTo(new Ruling.Refused(
                        Refusal.NOT_ALLOWED,
                        Optional.of("ci"),
                        "ci may not promote: its verbs are rollback, set-weight"));
        assertThat(rule(ci.sign(command(EventType.COMMAND_ROLLBACK, "shopping", "ci"))))
                .isEqualTo(new Ruling.Refused(
                        Refusal.NOT_ALLOWED,
                        Optional.of("ci"),
                        "ci may command in the namespaces shop, team-*, not in shopping"));
    }

    @Test
    void takesUnsignedCommandsOnlyWhereThatIsAllowed() throws InvalidActorsException {
        assertThat(rule(command(EventType.COMMAND_ROLLBACK, "shop", "ci")))
                .isEqualTo(new Ruling.Refused(
                        Refusal.NOT_SIGNED,
                        Optional.empty(),
                        "signature: got none, expected one of an actor that is known here"));
        assertThat(rule(command(EventType.COMMAND_PROMOTE, "playground", "anybody")))
                .isInstanceOf(Ruling.Granted.class);
    }

    @Test
    void aSignatureThatIsThereHasToBeRightEverywhere() throws InvalidActorsException {
        CommandSigner stranger = CommandSigner.of(
                pair("ci-2026").toJson(OutputControlLevel.INCLUDE_PRIVATE), "huidu", Duration.ofMinutes(10));

        assertThat(rule(stranger.sign(command(EventType.COMMAND_PROMOTE, "playground", "ci"))))
                .isEqualTo(new Ruling.Refused(
                        Refusal.SIGNATURE_INVALID, Optional.empty(), "signature: isn't one of the key ci-2026"));
    }

    /** Key, headers and value of a signed record are changed at random, a thousand times each. */
    @Test
    void grantsNothingButWhatWasSigned() throws InvalidActorsException {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        EventCodec codec = new EventCodec();
        Authority strict = new Authority(ActorsJson.read(actors), "huidu", Namespaces.NONE);
        Envelope signed = ci.sign(command(EventType.COMMAND_ROLLBACK, "shop", "ci"));
        ProducerRecord<byte[], byte[]> record = codec.encode("huidu.commands", signed);
        int read = 0;

        for (int i = 0; i < 3_000; i++) {
            ConsumerRecord<byte[], byte[]> changed = changed(record, random, i % 3);
            if (codec.decode(Topic.COMMANDS, changed) instanceof Decoded.Message(Envelope envelope)) {
                read++;
                if (strict.rule(envelope, (Command) envelope.event()) instanceof Ruling.Granted) {
                    assertThat(envelope.event()).isEqualTo(signed.event());
                    assertThat(envelope.id()).isEqualTo(signed.id());
                    assertThat(envelope.time()).isEqualTo(signed.time());
                    assertThat(changed.value()).isEqualTo(record.value());
                }
            }
        }

        assertThat(read).as("those that are events still").isGreaterThan(300);
    }

    @Test
    void tellsAllProblemsOfAFileAtOnceWithoutItsKeys() throws JoseException {
        String secret = pair.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        String known = pair.toJson(OutputControlLevel.PUBLIC_ONLY);

        assertThatThrownBy(() -> ActorsJson.read("""
                        {"actors": [
                          {"name": "a:b", "namespaces": ["shop"], "verbs": ["rollback"], "keys": [%s]},
                          {"name": "ci", "namespaces": ["s*p"], "verbs": ["destroy"], "keys": [%s, %s], "verb": []},
                          {"name": "bot", "namespaces": [], "verbs": "*", "keys": []}]}
                        """.formatted(secret, known, known)))
                .isInstanceOfSatisfying(
                        InvalidActorsException.class,
                        e -> assertThat(e.problems())
                                .anyMatch(problem -> problem.startsWith("actors[0]: name: got 'a:b'"))
                                .anyMatch(problem -> problem.startsWith("actors[0].keys[0]: expected a public key"))
                                .anyMatch(problem -> problem.startsWith("actors[1].verb: expected one of name"))
                                .anyMatch(problem ->
                                        problem.startsWith("actors[1].verbs: got 'destroy', expected * or some of"))
                                .anyMatch(problem -> problem.startsWith("actors[1].namespaces: got 's*p'"))
                                .anyMatch(problem -> problem.startsWith("actors[1].keys[1].kid: got 'ci-2026' again"))
                                .anyMatch(
                                        problem -> problem.startsWith("actors[2].namespaces: expected a list of texts"))
                                .anyMatch(problem -> problem.startsWith("actors[2].verbs: expected a list of texts"))
                                .anyMatch(problem -> problem.startsWith("actors[2].keys: expected a list of public")))
                .hasMessageNotContaining(String.valueOf(
                        pair.toParams(OutputControlLevel.INCLUDE_PRIVATE).get("d")));
        assertThatThrownBy(() -> ActorsJson.read("[".repeat(1000))).hasMessageStartingWith("expected JSON");
        assertThatThrownBy(() -> ActorsJson.read("{}")).hasMessage("actors: expected a list");
    }

    @Test
    void readsAFileAgainWhenItHasChangedAndTrustsNobodyWhileItIsBroken(@TempDir Path directory) throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("actors.json"), actors);
        ActorsFile known = new ActorsFile(file);
        assertThat(known.get().byKey()).containsOnlyKeys("ci-2026");

        // When
        Files.writeString(file, actors.replace("ci-2026", "ci-2027"));

        // Then
        assertThat(known.get().byKey()).containsOnlyKeys("ci-2027");

        // When
        Files.writeString(file, actors + "}");

        // Then
        assertThat(known.get()).isEqualTo(Actors.NOBODY);

        // When
        Files.delete(file);
        assertThat(known.get()).isEqualTo(Actors.NOBODY);
        Files.writeString(file, actors);

        // Then
        assertThat(known.get().byKey()).containsOnlyKeys("ci-2026");
    }

    private Ruling rule(Envelope envelope) throws InvalidActorsException {
        return new Authority(ActorsJson.read(actors), "huidu", new Namespaces(Set.of("playground")))
                .rule(envelope, (Command) envelope.event());
    }

    private static Envelope command(EventType type, String namespace, String actor) {
        Command command = new Command(
                type,
                new ReleaseKey(namespace, "servicea"),
                actor,
                "smoke in the logs",
                Optional.empty(),
                Optional.empty());
        return new Envelope("1", URI.create("/ci"), NOON, "story", Optional.empty(), command);
    }

    private static ConsumerRecord<byte[], byte[]> changed(
            ProducerRecord<byte[], byte[]> record, Random random, int part) {
        byte[] key = part == 0 ? changed(record.key(), random) : record.key();
        byte[] value = part == 1 ? changed(record.value(), random) : record.value();
        Headers headers = new RecordHeaders();
        Header[] all = record.headers().toArray();
        int which = part == 2 ? random.nextInt(all.length) : -1;
        for (int i = 0; i < all.length; i++) {
            headers.add(all[i].key(), i == which ? changed(all[i].value(), random) : all[i].value());
        }
        return new ConsumerRecord<>(
                record.topic(),
                0,
                0,
                NOON.toEpochMilli(),
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    /** A byte more, a byte less, a byte changed, or two halves in the other order. */
    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        byte[] some = bytes.clone();
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, bytes.length + 1);
            case 1 -> {
                System.arraycopy(bytes, at + 1, some, at, bytes.length - at - 1);
                yield Arrays.copyOf(some, bytes.length - 1);
            }
            case 2 -> {
                some[at] = (byte) (' ' + random.nextInt(95));
                yield some;
            }
            default -> {
                System.arraycopy(bytes, at, some, 0, bytes.length - at);
                System.arraycopy(bytes, 0, some, bytes.length - at, at);
                yield some;
            }
        };
    }

    private static PublicJsonWebKey pair(String keyId) {
        try {
            PublicJsonWebKey pair = OkpJwkGenerator.generateJwk("Ed25519");
            pair.setKeyId(keyId);
            return pair;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
