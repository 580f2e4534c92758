package io.huidu.shifter.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.UUID;

/**
 * A cookie by which users stay with the version that they were sent to first. Whoever brings one of its values goes by
 * it; whoever brings neither goes by the weight, and is given one.
 *
 * @param name of the cookie
 * @param canary its value for those who were sent to the canary
 * @param stable its value for those who were sent to the stable version
 * @param maxAge how long they keep it
 */
public record SessionCookie(String name, String canary, String stable, Duration maxAge) {

    private static final String OCTETS = "[-0-9A-Za-z]+";

    /** @throws IllegalArgumentException for what can't be a cookie, and for two values that are one */
    public SessionCookie {
        Match.cookie(name, StringMatch.exact(canary)); // checks the name
        check(canary.matches(OCTETS), "canary", canary, "letters, digits and hyphens");
        check(stable.matches(OCTETS) && !stable.equals(canary), "stable", stable, "other such characters");
        check(maxAge.compareTo(Duration.ofSeconds(1)) >= 0, "maxAge", maxAge, "1s or more");
    }

    /** One whose values are digests of what the two versions' users have in common, from which that can't be told. */
    public static SessionCookie ofDigests(String name, String canary, String stable, Duration maxAge) {
        return new SessionCookie(name, digest(canary), digest(stable), maxAge);
    }

    private static String digest(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
    }

    /** The requests of those who stay with the canary. */
    public Match ofCanary() {
        return Match.cookie(name, StringMatch.exact(canary));
    }

    /** The requests of those who stay with the stable version. */
    public Match ofStable() {
        return Match.cookie(name, StringMatch.exact(stable));
    }

    /** The header {@code Set-Cookie} that gives the canary's value. */
    public String givenByCanary() {
        return given(canary);
    }

    /** The header {@code Set-Cookie} that gives the stable version's value. */
    public String givenByStable() {
        return given(stable);
    }

    private String given(String value) {
        return "%s=%s; Path=/; Max-Age=%d; HttpOnly".formatted(name, value, maxAge.toSeconds());
    }

    private static void check(boolean ok, String field, Object got, String expected) {
        if (!ok) {
            throw new IllegalArgumentException(
                    "session cookie, %s: got '%s', expected %s".formatted(field, got, expected));
        }
    }
}
