package io.huidu.events.signing;

import io.huidu.events.Envelope;
import io.huidu.events.Seal;
import io.huidu.events.codec.EventJson;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Signs commands. docs/security.md says how this is done without Java. */
public final class CommandSigner {

    private final EventJson json = new EventJson();
    private final PublicJsonWebKey key;
    private final String audience;
    private final Duration window;

    private CommandSigner(PublicJsonWebKey key, String audience, Duration window) {
        this.key = key;
        this.audience = audience;
        this.window = window;
    }

    /**
     * One that signs with a key.
     *
     * @param jwk the private key with its {@code kid}, as JSON (RFC 7517)
     * @param audience the installation that the commands are for: its {@code HUIDU_COMMAND_AUDIENCE}
     * @param window how long after its time a command may be done; an hour at most
     * @throws IllegalArgumentException when it is no such key; the message shows nothing of it
     */
    public static CommandSigner of(String jwk, String audience, Duration window) {
        try {
            if (JsonWebKey.Factory.newJwk(jwk) instanceof PublicJsonWebKey pair
                    && pair.getPrivateKey() != null
                    && pair.getKeyId() != null) {
                return new CommandSigner(pair, audience, window);
            }
        } catch (JoseException | RuntimeException e) {
            throw new IllegalArgumentException("expected a private JSON Web Key", e);
        }
        throw new IllegalArgumentException("expected a private JSON Web Key with a kid");
    }

    /**
     * The same event, signed for the window from its time on.
     *
     * @throws IllegalArgumentException when the key is none for signatures
     */
    public Envelope sign(Envelope envelope) {
        byte[] data = json.write(envelope.event());
        String sha256 = Seal.sha256(data);
        JsonWebSignature token = new JsonWebSignature();
        token.setHeader("typ", Claims.TYPE);
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setAlgorithmHeaderValue(algorithm(key.getPrivateKey()));
        token.setKey(key.getPrivateKey());
        token.setPayload(Claims.of(envelope, sha256, audience, envelope.time().plus(window)));
        try {
            return new Envelope(
                    envelope.id(),
                    envelope.source(),
                    envelope.time(),
                    envelope.correlationId(),
                    envelope.causationId(),
                    envelope.event(),
                    Optional.of(new Seal(token.getCompactSerialization(), sha256)));
        } catch (JoseException e) {
            throw new IllegalArgumentException("The key %s can't sign".formatted(key.getKeyId()), e);
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;
            case "RSA" -> AlgorithmIdentifiers.RSA_USING_SHA256;
            default -> AlgorithmIdentifiers.EDDSA;
        };
    }
}
