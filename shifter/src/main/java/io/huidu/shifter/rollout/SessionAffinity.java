package io.huidu.shifter.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huidu.events.Weight;
import io.huidu.shifter.route.SessionCookie;
import java.time.Duration;
import java.util.UUID;

/**
 * That users stay with the version that they were sent to first.
 *
 * @param cookieName of the cookie that tells them apart
 * @param maxAge how long they stay at most
 */
public record SessionAffinity(String cookieName, Duration maxAge) {

    public static final Duration DEFAULT_MAX_AGE = Duration.ofHours(24);

    /**
     * The cookie of one release at one weight. Its values can't be guessed from those of another release. The canary's
     * is the same at all weights, so that its users stay when the weight rises; the stable version's is another at each,
     * for some of its users have to leave it then.
     *
     * @param release names the release, and has something in it that users can't know
     */
    SessionCookie cookie(String release, Weight weight) {
        return new SessionCookie(
                cookieName,
                unguessable(release + "/canary"),
                unguessable(release + "/stable/" + weight.percent()),
                maxAge);
    }

    private static String unguessable(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
    }
}
