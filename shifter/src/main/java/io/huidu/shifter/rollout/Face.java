package io.huidu.shifter.rollout;

import io.huidu.events.Missing;
import io.huidu.events.Reason;
import io.huidu.events.ShownNumber;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The part of the status that is only shown: no decision rests on it.
 *
 * @param generation of the spec that was looked at
 * @param steps how many steps the running release has; 0 when none runs
 * @param weight of the version on trial or, when none is, of the desired one; empty while neither is known
 * @param verdict the latest on the running release
 * @param conditions one of each type, in their order
 */
public record Face(
        long generation,
        Phase phase,
        Reason reason,
        String message,
        int steps,
        Optional<Shares> weight,
        Optional<Opinion> verdict,
        List<Condition> conditions) {

    /**
     * A weight asked for and the one seen.
     *
     * @param observed empty when the route can't be read
     */
    public record Shares(Weight asked, Optional<Weight> observed) {}

    /**
     * A judgement in short.
     *
     * @param missing what is still missing for a promotion; empty when nothing is, or when it can't be said
     * @param logE the evidence of the metric that is nearest to its bound for a rollback; empty before the first
     * @param bound where that evidence suffices
     * @param shown numbers beside it
     */
    public record Opinion(
            Verdict verdict,
            Reason reason,
            String message,
            Instant windowEnd,
            Optional<Missing> missing,
            List<MetricOpinion> metrics,
            Optional<Double> logE,
            Optional<Double> bound,
            List<ShownNumber> shown) {

        public Opinion {
            shown = List.copyOf(shown);
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * What a metric shows, in short.
     *
     * @param relativeRisk how many times as often requests are bad on the canary; empty where it can't be said
     * @param detectableRisk the relative risk that would have been found by now; empty while none would be
     * @param missingRequests about how many more requests on the canary the metric needs; empty when more wouldn't do
     */
    public record MetricOpinion(
            String metric,
            Optional<Double> relativeRisk,
            Optional<Double> detectableRisk,
            Optional<Long> missingRequests) {}

    public Face {
        conditions = List.copyOf(conditions);
    }
}
