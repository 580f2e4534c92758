package io.huidu.events.signing;

import io.huidu.events.Envelope;
import io.huidu.events.Seal;
import java.security.Key;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Public keys, by the {@code kid} that signatures name. They check signatures by EdDSA (Ed25519), ES256 and RS256 and
 * by nothing else: not by none, and not by HMAC, for which a public key would be the secret.
 */
public final class SigningKeys {

    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.EDDSA,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA256);
    private static final int SHORTEST_RSA = 2048;

    private final Map<String, Key> keys = new TreeMap<>();

    /** Keys of {@link #read}. */
    public SigningKeys(List<PublicJsonWebKey> keys) {
        keys.forEach(key -> this.keys.put(key.getKeyId(), key.getPublicKey()));
    }

    /**
     * Reads a public key from JSON (RFC 7517).
     *
     * @throws IllegalArgumentException with what was expected; its message shows nothing of the key
     */
    public static PublicJsonWebKey read(Map<String, Object> json) {
        JsonWebKey key;
        try {
            key = JsonWebKey.Factory.newJwk(json);
        } catch (JoseException | RuntimeException e) {
            throw new IllegalArgumentException("expected a JSON Web Key", e);
        }
        if (!(key instanceof PublicJsonWebKey open) || !isFit(open)) {
            throw new IllegalArgumentException("expected a key of Ed25519, of P-256 or of RSA with 2048 bits or more");
        }
        if (open.getPrivateKey() != null || json.containsKey("d")) {
            throw new IllegalArgumentException("expected a public key: this one is private, and known to others now");
        }
        if (open.getKeyId() == null || open.getKeyId().isBlank()) {
            throw new IllegalArgumentException("kid: got nothing, expected a name of the key");
        }
        return open;
    }

    /** The {@code kid} that a seal's token names, if it is one of a key among these. */
    public Optional<String> keyOf(Seal seal) {
        return parsed(seal).map(JsonWebSignature::getKeyIdHeaderValue).filter(keys::containsKey);
    }

    /**
     * Whether an event is signed by a key.
     *
     * @param keyId of {@link #keyOf}
     * @param audience for which installation it has to be signed
     */
    public SignatureResult check(Envelope envelope, Seal seal, String keyId, String audience) {
        Optional<JsonWebSignature> token = parsed(seal);
        if (token.isEmpty()) {
            return new SignatureResult.Wrong("signature: expected a JWS in compact form");
        }
        if (!Claims.TYPE.equals(token.get().getHeader("typ"))) {
            return new SignatureResult.Wrong("typ: expected %s in the header".formatted(Claims.TYPE));
        }
        try {
            token.get().setKey(keys.get(keyId));
            return token.get().verifySignature()
                    ? Claims.check(token.get().getPayload(), envelope, seal.sha256(), audience)
                    : new SignatureResult.Wrong("signature: isn't one of the key " + keyId);
        } catch (JoseException | RuntimeException e) {
            return new SignatureResult.Wrong(
                    "signature: expected one of the key %s by EdDSA, ES256 or RS256".formatted(keyId));
        }
    }

    private static Optional<JsonWebSignature> parsed(Seal seal) {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmConstraints(ALGORITHMS);
        try {
            token.setCompactSerialization(seal.token());
            return Optional.of(token);
        } catch (JoseException | RuntimeException e) {
            return Optional.empty(); // the library throws whatever its parsers throw
        }
    }

    private static boolean isFit(PublicJsonWebKey key) {
        return switch (key) {
            case OctetKeyPairJsonWebKey pair -> OctetKeyPairJsonWebKey.SUBTYPE_ED25519.equals(pair.getSubtype());
            case EllipticCurveJsonWebKey curve -> "P-256".equals(curve.getCurveName());
            case RsaJsonWebKey rsa ->
                ((RSAPublicKey) rsa.getPublicKey()).getModulus().bitLength() >= SHORTEST_RSA;
            default -> false;
        };
    }
}
