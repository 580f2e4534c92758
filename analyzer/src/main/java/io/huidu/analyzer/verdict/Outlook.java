package io.huidu.analyzer.verdict;

import io.huidu.events.Missing;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is missing for a promotion, if everything goes on as it did. */
final class Outlook {

    private Outlook() {}

    /** Empty when more of the same won't do. */
    static Optional<Missing> of(Situation s) {
        double requests = Math.max(0, s.plan().minRequests() - s.step().canaryRequests());
        for (MetricFinding metric : s.needed()) {
            OptionalDouble more = metric.requestsNeeded();
            if (more.isEmpty()) {
                return Optional.empty();
            }
            requests = Math.max(requests, more.getAsDouble());
        }
        Missing missing = new Forecast(s.pace(), s.last().end()).missing(requests);
        Instant longEnough = s.exposure().from().plus(s.plan().minDuration());
        return Optional.of(new Missing(
                missing.canaryRequests(), missing.expectedAt().map(at -> at.isAfter(longEnough) ? at : longEnough)));
    }
}
