package io.huidu.events.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.events.Command;
import io.huidu.events.Envelope;
import io.huidu.events.Event;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Seal;
import io.huidu.events.Topic;
import io.huidu.events.codec.Decoded;
import io.huidu.events.codec.EventCodec;
import io.huidu.events.codec.EventJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignedCommandsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String HERE = "huidu";
    private static final PublicJsonWebKey PAIR = named("ci", SignedCommandsTest::edwards);

    private interface Generator {
        PublicJsonWebKey generate() throws JoseException;
    }

    static List<PublicJsonWebKey> pairs() {
        return List.of(
                PAIR,
                named("ec", () -> EcJwkGenerator.generateJwk(EllipticCurves.P256)),
                named("rsa", () -> RsaJwkGenerator.generateJwk(2048)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatWasSignedIsRightAfterItsWayOverKafka(PublicJsonWebKey pair) {
        // Given
        Envelope signed = signer(pair).sign(command(EventType.COMMAND_ROLLBACK, "shop"));

        // When
        Envelope read = overKafka(signed);

        // Then
        assertThat(read).isEqualTo(signed);
        assertThat(check(pair, read)).isEqualTo(new SignatureResult.Right(NOON.plusSeconds(600)));
    }

    @Test
    void aSignatureIsGoodForNothingElse() {
        Envelope signed = signer(PAIR).sign(command(EventType.COMMAND_ROLLBACK, "shop"));
        Seal seal = signed.seal().orElseThrow();

        assertThat(wrong(with(signed, "another", NOON, signed.event(), seal)))
                .isEqualTo("jti: expected another in the signature");
        assertThat(wrong(with(signed, signed.id(), NOON.plusSeconds(1), signed.event(), seal)))
                .isEqualTo("time: expected 2026-01-01T12:00:01Z in the signature");
        assertThat(wrong(with(
                        signed,
                        signed.id(),
                        NOON,
                        command(EventType.COMMAND_ROLLBACK, "bank").event(),
                        seal)))
                .isEqualTo("sub: expected bank/servicea in the signature");
        assertThat(wrong(with(
                        signed,
                        signed.id(),
                        NOON,
                        command(EventType.COMMAND_PROMOTE, "shop").event(),
                        seal)))
                .isEqualTo("type: expected io.huidu.command.promote.v1 in the signature");
        assertThat(wrong(with(signed, signed.id(), NOON, signed.event(), Seal.of(seal.token(), new byte[] {1}))))
                .startsWith("sha256: expected ");
        assertThat(keys(PAIR).check(signed, seal, "ci", "another installation"))
                .isEqualTo(new SignatureResult.Wrong("aud: expected another installation in the signature"));
    }

    @Test
    void aWindowIsAnHourAtMost() {
        Envelope command = command(EventType.COMMAND_ROLLBACK, "shop");

        assertThat(check(PAIR, signer(PAIR, Duration.ofHours(1)).sign(command)))
                .isInstanceOf(SignatureResult.Right.class);
        assertThat(wrong(signer(PAIR, Duration.ofSeconds(3601)).sign(command))).startsWith("exp: expected whole");
        assertThat(wrong(signer(PAIR, Duration.ZERO).sign(command))).startsWith("exp: expected whole seconds");
    }

    @Test
    void noOtherAlgorithmIsTaken() throws JoseException {
        Envelope command = command(EventType.COMMAND_ROLLBACK, "shop");
        Envelope signed = signer(PAIR).sign(command);
        byte[] publicKey = PAIR.toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);

        for (String forged : List.of(
                token(AlgorithmIdentifiers.NONE, Optional.empty(), signed),
                token(AlgorithmIdentifiers.HMAC_SHA256, Optional.of(new HmacKey(publicKey)), signed),
                token(
                        AlgorithmIdentifiers.HMAC_SHA256,
                        Optional.of(new HmacKey(PAIR.getPublicKey().getEncoded())),
                        signed),
                token(
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        Optional.of(RsaJwkGenerator.generateJwk(2048).getPrivateKey()),
                        signed))) {
            Envelope fake = with(
                    command,
                    command.id(),
                    NOON,
                    command.event(),
                    new Seal(forged, signed.seal().orElseThrow().sha256()));

            assertThat(wrong(fake)).isEqualTo("signature: expected one of the key ci by EdDSA, ES256 or RS256");
        }
    }

    @Test
    void aKeyThatIsNamedButIsNotTheSignersIsTold() {
        PublicJsonWebKey impostor = named("ci", SignedCommandsTest::edwards);

        Envelope signed = signer(impostor).sign(command(EventType.COMMAND_ROLLBACK, "shop"));

        assertThat(wrong(signed)).isEqualTo("signature: isn't one of the key ci");
        assertThat(keys(PAIR)
                        .keyOf(signer(named("who", SignedCommandsTest::edwards))
                                .sign(command(EventType.COMMAND_ROLLBACK, "shop"))
                                .seal()
                                .orElseThrow()))
                .isEmpty();
    }

    @Test
    void aTokenMadeForSomethingElseIsNoSignature() throws JoseException {
        JsonWebSignature login = new JsonWebSignature();
        login.setKeyIdHeaderValue("ci");
        login.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        login.setKey(PAIR.getPrivateKey());
        login.setPayload("{}");
        Envelope command = command(EventType.COMMAND_ROLLBACK, "shop");

        assertThat(wrong(with(
                        command,
                        command.id(),
                        NOON,
                        command.event(),
                        Seal.of(login.getCompactSerialization(), new byte[0]))))
                .isEqualTo("typ: expected huidu-command+jwt in the header");
        assertThat(wrong(with(command, command.id(), NOON, command.event(), Seal.of("a.b", new byte[0]))))
                .isEqualTo("signature: expected a JWS in compact form");
    }

    @Test
    void keysThatAreWeakSecretOrNamelessAreRefused() throws JoseException {
        Map<String, Object> secret = PAIR.toParams(OutputControlLevel.INCLUDE_PRIVATE);
        Map<String, Object> nameless = edwards().toParams(OutputControlLevel.PUBLIC_ONLY);
        Map<String, Object> weak = RsaJwkGenerator.generateJwk(1024).toParams(OutputControlLevel.PUBLIC_ONLY);
        Map<String, Object> shared = Map.of("kty", "oct", "kid", "k", "k", "c2VjcmV0");

        assertThatThrownBy(() -> SigningKeys.read(secret))
                .hasMessage("expected a public key: this one is private, and known to others now")
                .hasMessageNotContaining(String.valueOf(secret.get("d")));
        assertThatThrownBy(() -> SigningKeys.read(nameless)).hasMessage("kid: got nothing, expected a name of the key");
        assertThatThrownBy(() -> SigningKeys.read(weak)).hasMessageStartingWith("expected a key of Ed25519, of P-256");
        assertThatThrownBy(() -> SigningKeys.read(shared)).hasMessageStartingWith("expected a key of Ed25519");
        assertThatThrownBy(() -> SigningKeys.read(Map.of())).hasMessage("expected a JSON Web Key");
        assertThatThrownBy(() -> CommandSigner.of("{\"d\":\"s3cret\"}", HERE, Duration.ofMinutes(1)))
                .hasMessage("expected a private JSON Web Key")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aSealShowsNoToken() {
        assertThat(signer(PAIR).sign(command(EventType.COMMAND_PAUSE, "shop")).toString())
                .doesNotContain("eyJ");
    }

    private static String token(String algorithm, Optional<Key> key, Envelope signed) throws JoseException {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        token.setHeader("typ", Claims.TYPE);
        token.setKeyIdHeaderValue("ci");
        token.setAlgorithmHeaderValue(algorithm);
        key.ifPresent(token::setKey);
        token.setPayload(payload(signed));
        return token.getCompactSerialization();
    }

    private static String payload(Envelope signed) {
        String middle = signed.seal().orElseThrow().token().split("\\.", -1)[1];
        return new String(Base64.getUrlDecoder().decode(middle), StandardCharsets.UTF_8);
    }

    private static Envelope with(Envelope signed, String id, Instant time, Event event, Seal seal) {
        return new Envelope(id, signed.source(), time, "story", Optional.empty(), event, Optional.of(seal));
    }

    private static String wrong(Envelope envelope) {
        return ((SignatureResult.Wrong) check(PAIR, envelope)).why();
    }

    private static SignatureResult check(PublicJsonWebKey pair, Envelope envelope) {
        return keys(pair).check(envelope, envelope.seal().orElseThrow(), pair.getKeyId(), HERE);
    }

    private static SigningKeys keys(PublicJsonWebKey pair) {
        return new SigningKeys(List.of(SigningKeys.read(pair.toParams(OutputControlLevel.PUBLIC_ONLY))));
    }

    private static CommandSigner signer(PublicJsonWebKey pair) {
        return signer(pair, Duration.ofMinutes(10));
    }

    private static CommandSigner signer(PublicJsonWebKey pair, Duration window) {
        return CommandSigner.of(pair.toJson(OutputControlLevel.INCLUDE_PRIVATE), HERE, window);
    }

    private static Envelope command(EventType type, String namespace) {
        Command command = new Command(
                type,
                new ReleaseKey(namespace, "servicea"),
                "oncall",
                "smoke in the logs",
                Optional.empty(),
                Optional.empty());
        return new Envelope("1", URI.create("/chat"), NOON, "story", Optional.empty(), command);
    }

    private static Envelope overKafka(Envelope envelope) {
        EventCodec codec = new EventCodec();
        ProducerRecord<byte[], byte[]> sent = codec.encode("commands", envelope);
        assertThat(sent.value()).isEqualTo(new EventJson().write(envelope.event()));
        ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                0L,
                TimestampType.CREATE_TIME,
                sent.key().length,
                sent.value().length,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
        return ((Decoded.Message) codec.decode(Topic.COMMANDS, read)).envelope();
    }

    private static PublicJsonWebKey edwards() throws JoseException {
        return OkpJwkGenerator.generateJwk("Ed25519");
    }

    private static PublicJsonWebKey named(String keyId, Generator generator) {
        try {
            PublicJsonWebKey pair = generator.generate();
            pair.setKeyId(keyId);
            return pair;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
