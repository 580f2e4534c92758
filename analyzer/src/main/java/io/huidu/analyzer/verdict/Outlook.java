package io.huidu.analyzer.verdict;

import io.huidu.events.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is missing for a promotion, if everything goes on as it did. An estimate for people: two digits are as much as it
 * is worth.
 */
final class Outlook {

    private static final double LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    private Outlook() {}

    /** Empty when more of the same won't do. */
    static Optional<Missing> of(Situation s) {
        double requests = Math.max(0, s.plan().minRequests() - s.step().canaryRequests());
        for (MetricFinding metric : s.metrics()) {
            OptionalDouble times = metric.timesNeeded();
            if (times.isEmpty()) {
                return Optional.empty();
            }
            double soFar = metric.report().canary().requests();
            requests = Math.max(requests, (times.getAsDouble() - 1) * soFar);
        }
        long rounded = twoDigits(requests);
        return Optional.of(new Missing(rounded, expectedAt(s, rounded)));
    }

    private static Optional<Instant> expectedAt(Situation s, long requests) {
        double perSecond = s.pace().perSecond();
        double seconds = requests == 0 ? 0 : requests / perSecond;
        if (!(seconds < LONGEST_SECONDS)) {
            return Optional.empty();
        }
        Instant answered = s.last().end().plus(Duration.ofSeconds((long) Math.ceil(seconds)));
        Instant longEnough = s.exposure().from().plus(s.plan().minDuration());
        return Optional.of(answered.isAfter(longEnough) ? answered : longEnough);
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
