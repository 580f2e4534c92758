package io.huidu.shifter.console;

import io.huidu.shifter.console.view.Problem;
import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** How things are answered. */
final class Answers {

    private static final int ETAG_BYTES = 12;
    private static final int TOO_MANY = 429;

    private Answers() {}

    static void json(Context answer, Object body) {
        answer.contentType("application/json").result(Json.write(body));
    }

    /** With an ETag of what it says, so that who knows it already is told that. */
    static void tagged(Context answer, Object body) {
        byte[] json = Json.write(body);
        String tag = "W/\"" + digest(json) + "\"";
        answer.header("ETag", tag);
        answer.header("Cache-Control", "private, no-cache");
        if (isKnown(Optional.ofNullable(answer.header("If-None-Match")), tag)) {
            answer.status(304);
        } else {
            answer.contentType("application/json").result(json);
        }
    }

    static void problem(Context answer, Problem problem) {
        if (problem.status() == TOO_MANY) {
            answer.header("Retry-After", "60");
        }
        answer.status(problem.status()).contentType("application/problem+json").result(Json.write(problem));
    }

    private static boolean isKnown(Optional<String> ifNoneMatch, String tag) {
        return ifNoneMatch
                .filter(tags ->
                        Arrays.stream(tags.split(",", -1)).map(String::strip).anyMatch(tag::equals))
                .isPresent();
    }

    private static String digest(byte[] json) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json), 0, ETAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
