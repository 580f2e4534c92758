package io.huidu.shifter.operator;

import io.huidu.events.ReleaseKey;
import java.time.Duration;

/**
 * How soon a release that rests is looked at again: by up to a half sooner than it has to be, each at a pace of its own.
 * What came at one time, as at the start, would else come at one time ever after, and keep a rollback waiting.
 */
final class Pace {

    private static final Duration RESTING = Duration.ofMinutes(1);
    private static final long PACES = 64;

    private Pace() {}

    /**
     * When to look again.
     *
     * @param again at the latest; what is due in less than a minute stays as it is
     */
    static Duration of(ReleaseKey release, Duration again) {
        long pace = Math.floorMod(release.hashCode(), PACES);
        return again.compareTo(RESTING) < 0
                ? again
                : again.minus(again.multipliedBy(pace).dividedBy(2 * PACES));
    }
}
