package io.huidu.shifter.rollout;

import io.huidu.events.Weight;
import io.huidu.shifter.route.SessionCookie;
import java.time.Duration;

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
        return SessionCookie.ofDigests(
                cookieName, release + "/canary", release + "/stable/" + weight.percent(), maxAge);
    }
}
