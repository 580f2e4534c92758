package io.huidu.events;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What the sender of an event signed it with, and what it must be a signature of. Whether it is, and of whom, is not
 * known by it.
 *
 * @param token a JWS in compact form; the CloudEvents extension {@code signature}
 * @param sha256 of the bytes of the data that were read or written, in Base64 for URLs without padding
 */
public record Seal(String token, String sha256) {

    private static final int LONGEST_TOKEN = 4_096;

    public Seal {
        Require.that(
                !token.isBlank() && token.length() <= LONGEST_TOKEN,
                "signature",
                token.length() + " letters",
                "a JWS of at most " + LONGEST_TOKEN);
    }

    /** The seal of data. */
    public static Seal of(String token, byte[] data) {
        return new Seal(token, sha256(data));
    }

    /** The digest that a signature has to name. */
    public static String sha256(byte[] data) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    /** Without the token: what was signed once is sent by its sender alone. */
    @Override
    public String toString() {
        return "Seal[sha256=%s]".formatted(sha256);
    }
}
