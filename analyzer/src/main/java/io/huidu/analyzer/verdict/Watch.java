package io.huidu.analyzer.verdict;

import io.huidu.events.AnalysisPlan;
import io.huidu.events.Exposure;
import io.huidu.events.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What every judge watches besides its metrics: whether the canary gets its share in the current step, and how fast.
 *
 * @param step the current step; empty before the first interval
 * @param last the last interval; empty before it
 * @param pace how fast the canary is asked
 */
record Watch(AnalysisPlan plan, Optional<StepState> step, Optional<IntervalSample> last, Pace pace) {

    static Watch begin(AnalysisPlan plan) {
        return new Watch(plan, Optional.empty(), Optional.empty(), Pace.UNKNOWN);
    }

    /** When a step's own intervals begin: at its weight, with warm pods. */
    static Instant beginOf(Exposure exposure) {
        return exposure.from().isAfter(exposure.warmUntil()) ? exposure.from() : exposure.warmUntil();
    }

    /** Whether a step isn't the one that was watched last. */
    boolean isNew(Exposure exposure) {
        return step.filter(s -> s.isOf(exposure)).isEmpty();
    }

    Watch observe(IntervalSample sample, Exposure exposure) {
        StepState known = stepOf(exposure);
        boolean itsOwn = !sample.start().isBefore(beginOf(exposure));
        return new Watch(
                plan,
                Optional.of(itsOwn ? traffic().observe(known, sample) : known),
                Optional.of(sample),
                pace.plus(sample.canary().requests(), Duration.between(sample.start(), sample.end())));
    }

    /**
     * Empty before the first interval.
     *
     * @param metrics what the metrics show, of a judge that goes by evidence
     */
    Optional<Situation> situation(List<MetricFinding> metrics, Exposure current, Optional<Weight> nextWeight) {
        StepState now = stepOf(current);
        return last.map(sample -> new Situation(plan, metrics, now, traffic().share(now), nextWeight, sample, pace));
    }

    /** The share that a promotion has to be fit for: that of the next weight, or in the last step of the current one. */
    Weight shareToFit(Exposure current, Optional<Weight> nextWeight) {
        return stepOf(current).comesTo(nextWeight.orElse(current.weight()));
    }

    private StepState stepOf(Exposure exposure) {
        return step.filter(s -> s.isOf(exposure)).orElseGet(() -> traffic().begin(exposure));
    }

    private TrafficCheck traffic() {
        return new TrafficCheck(plan.falseRollbackProbability().value());
    }
}
