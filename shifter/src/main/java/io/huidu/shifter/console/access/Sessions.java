package io.huidu.shifter.console.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.keys.AesKey;
import org.jose4j.lang.JoseException;

/**
 * Sessions that live in the viewer's cookie: the token, sealed with a key that all replicas share (JWE, RFC 7516, direct
 * encryption with AES-256-GCM), so that each of them can go on with it. A session ends with its time, with its token, or
 * with its logout, which is known to the replica that heard it until the session's time is over.
 */
public final class Sessions {

    private static final JsonMapper JSON = new JsonMapper();
    private static final AlgorithmConstraints DIRECT =
            new AlgorithmConstraints(ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.DIRECT);
    private static final AlgorithmConstraints AES_256_GCM =
            new AlgorithmConstraints(ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
    private static final int MOST_ENDED = 100_000;

    private final AesKey key;
    private final Duration lasts;
    private final InstantSource clock;
    private final Cache<String, Boolean> ended;

    /** A session. */
    public record Session(String id, String token, Instant expiresAt) {}

    /** What is sealed. */
    private record Content(String id, String token, long expires) {}

    /**
     * Knows no session yet.
     *
     * @param secret shared by the replicas; 32 characters or more
     * @param lasts from a login on
     */
    public Sessions(String secret, Duration lasts, InstantSource clock) {
        this.key = new AesKey(digest(secret));
        this.lasts = lasts;
        this.clock = clock;
        this.ended = Caffeine.newBuilder()
                .expireAfterWrite(lasts)
                .maximumSize(MOST_ENDED)
                .build();
    }

    /** Begins a session with a token that was found right. */
    public Session begin(String token) {
        return new Session(UUID.randomUUID().toString(), token, clock.instant().plus(lasts));
    }

    /** The value of the cookie. */
    public String seal(Session session) {
        try {
            JsonWebEncryption sealed = new JsonWebEncryption();
            sealed.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.DIRECT);
            sealed.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
            sealed.setKey(key);
            sealed.setPayload(JSON.writeValueAsString(new Content(
                    session.id(), session.token(), session.expiresAt().getEpochSecond())));
            return sealed.getCompactSerialization();
        } catch (JoseException | JsonProcessingException e) {
            throw new IllegalStateException("The session can't be sealed", e);
        }
    }

    /** The session of a cookie; empty when it is none of ours, or over. */
    public Optional<Session> open(String cookie) {
        try {
            JsonWebEncryption sealed = new JsonWebEncryption();
            sealed.setAlgorithmConstraints(DIRECT);
            sealed.setContentEncryptionAlgorithmConstraints(AES_256_GCM);
            sealed.setKey(key);
            sealed.setCompactSerialization(cookie);
            Content content = JSON.readValue(sealed.getPayload(), Content.class);
            Session session = new Session(content.id(), content.token(), Instant.ofEpochSecond(content.expires()));
            return Optional.of(session).filter(this::isOpen);
        } catch (JoseException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Ends a session before its time. */
    public void end(Session session) {
        ended.put(session.id(), true);
    }

    private boolean isOpen(Session session) {
        return clock.instant().isBefore(session.expiresAt()) && ended.getIfPresent(session.id()) == null;
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
