package io.huidu.analyzer.verdict;

import io.huidu.events.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When more requests will have been answered, if the traffic goes on as it did. An estimate for people: two digits are as
 * much as it is worth.
 *
 * @param now the end of the last interval
 */
record Forecast(Pace pace, Instant now) {

    private static final double LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    Missing missing(double canaryRequests) {
        long rounded = twoDigits(canaryRequests);
        return new Missing(rounded, answeredAt(rounded));
    }

    private Optional<Instant> answeredAt(long requests) {
        double seconds = requests == 0 ? 0 : requests / pace.perSecond();
        return seconds < LONGEST_SECONDS
                ? Optional.of(now.plus(Duration.ofSeconds((long) Math.ceil(seconds))))
                : Optional.empty();
    }

    /** Rounded up: 1,437 is about 1,500. */
    private static long twoDigits(double x) {
        double unit = 1;
        while (x / unit >= 100) {
            unit *= 10;
        }
        return (long) (Math.ceil(x / unit) * unit);
    }
}
