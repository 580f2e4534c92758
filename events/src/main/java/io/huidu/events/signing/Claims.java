package io.huidu.events.signing;

import io.huidu.events.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/** What a signature says of the event that it is for: the payload of the JWS, a JSON object. */
final class Claims {

    /** What stands in the JWS's header {@code typ}, so that a token made for something else never is a signature. */
    static final String TYPE = "huidu-command+jwt";

    /** As long as commands are kept for a shifter that was away. */
    static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    private Claims() {}

    /** In the order in which documentation shows them. */
    static String of(Envelope envelope, String sha256, String audience, Instant until) {
        Map<String, Object> claims = expected(envelope, sha256, audience);
        claims.put("exp", until.getEpochSecond());
        return JsonUtil.toJson(claims);
    }

    /** What is wrong with a payload, or until when it stands. */
    static SignatureResult check(String payload, Envelope envelope, String sha256, String audience) {
        Map<String, Object> claims;
        try {
            claims = JsonUtil.parseJson(payload);
        } catch (JoseException e) {
            return new SignatureResult.Wrong("payload: expected a JSON object");
        }
        for (Map.Entry<String, Object> claim :
                expected(envelope, sha256, audience).entrySet()) {
            if (!isThat(claim, Optional.ofNullable(claims.get(claim.getKey())))) {
                return new SignatureResult.Wrong(
                        "%s: expected %s in the signature".formatted(claim.getKey(), claim.getValue()));
            }
        }
        return until(Optional.ofNullable(claims.get("exp")), envelope.time())
                .<SignatureResult>map(SignatureResult.Right::new)
                .orElseGet(() -> new SignatureResult.Wrong(
                        "exp: expected whole seconds since 1970, after the command's time and at most %s later"
                                .formatted(LONGEST_WINDOW)));
    }

    private static Map<String, Object> expected(Envelope envelope, String sha256, String audience) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", audience);
        claims.put("jti", envelope.id());
        claims.put("type", envelope.type().type());
        claims.put("sub", envelope.release().toString());
        claims.put("time", envelope.time().toString());
        claims.put("sha256", sha256);
        return claims;
    }

    /** A time can be written in several ways. */
    private static boolean isThat(Map.Entry<String, Object> expected, Optional<Object> got) {
        return got.flatMap(value -> expected.getKey().equals("time") ? time(value) : Optional.of(value))
                .equals(Optional.of(expected.getValue()));
    }

    private static Optional<Object> time(Object value) {
        try {
            return Optional.of(Instant.parse(String.valueOf(value)).toString());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> until(Optional<Object> exp, Instant time) {
        return exp.filter(Long.class::isInstance)
                .map(Long.class::cast)
                .filter(seconds -> seconds > time.getEpochSecond()
                        && seconds <= time.plus(LONGEST_WINDOW).getEpochSecond())
                .map(Instant::ofEpochSecond);
    }
}
