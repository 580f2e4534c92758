package io.huidu.analyzer.verdict;

import java.time.Duration;

/**
 * How fast requests come, by the last few intervals: an exponentially weighted mean.
 *
 * @param requests weighted requests
 * @param seconds weighted time
 */
record Pace(double requests, double seconds) {

    static final Pace UNKNOWN = new Pace(0, 0);

    private static final double MEMORY = 0.7;

    Pace plus(long moreRequests, Duration time) {
        return new Pace(requests * MEMORY + moreRequests, seconds * MEMORY + time.toMillis() / 1000.0);
    }

    double perSecond() {
        return seconds == 0 ? 0 : requests / seconds;
    }
}
