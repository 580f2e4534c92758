package io.huidu.analyzer.verdict.peers;

import java.time.Duration;
import java.util.Optional;

/**
 * How Spinnaker's canary stage runs Kayenta: a wait, then judgements at equal distances. A score at or below
 * {@code marginal} fails at once; at the end only the last score counts, and has to reach {@code pass}.
 *
 * <p>Source: {@code orca-kayenta}, {@code RunCanaryIntervalsStage} and {@code KayentaCanaryContext}.
 *
 * @param pass 0 to 100
 * @param marginal 0 to {@code pass}
 * @param lifetime how long it judges, after the wait
 * @param analysisInterval the time between judgements, at most the lifetime
 * @param lookback how far back a judgement looks; empty for all since the wait
 * @param beginAfter the wait: what the canary does meanwhile is only looked at by a lookback that reaches so far
 */
public record KayentaStage(
        double pass,
        double marginal,
        Duration lifetime,
        Duration analysisInterval,
        Optional<Duration> lookback,
        Duration beginAfter) {

    public static final double DEFAULT_PASS = 75;
    public static final double DEFAULT_MARGINAL = 50;

    public KayentaStage {
        if (!(marginal >= 0 && marginal <= pass && pass <= 100)) {
            throw new IllegalArgumentException(
                    "pass and marginal: got %s and %s, expected 0 ≤ marginal ≤ pass ≤ 100".formatted(pass, marginal));
        }
        if (!analysisInterval.isPositive() || analysisInterval.compareTo(lifetime) > 0) {
            throw new IllegalArgumentException(
                    "analysisInterval: got %s, expected more than 0s, at most the lifetime %s"
                            .formatted(analysisInterval, lifetime));
        }
    }

    /** Spinnaker's default thresholds, without a wait, looking at everything. */
    public static KayentaStage of(Duration lifetime, Duration analysisInterval) {
        return of(DEFAULT_PASS, DEFAULT_MARGINAL, lifetime, analysisInterval);
    }

    /** Without a wait, looking at everything. */
    public static KayentaStage of(double pass, double marginal, Duration lifetime, Duration analysisInterval) {
        return new KayentaStage(pass, marginal, lifetime, analysisInterval, Optional.empty(), Duration.ZERO);
    }

    public enum Outcome {
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    /** A span of time since the stage began. */
    public record Span(Duration from, Duration to) {}

    /** How many judgements there are; what is left of the lifetime after them isn't looked at. */
    public int judgements() {
        return (int) lifetime.dividedBy(analysisInterval);
    }

    /**
     * What a judgement looks at.
     *
     * @param judgement from 1
     */
    public Span span(int judgement) {
        Duration to = beginAfter.plus(analysisInterval.multipliedBy(judgement));
        return new Span(lookback.map(to::minus).orElse(beginAfter), to);
    }

    /**
     * What a judgement's score leads to.
     *
     * @param judgement from 1
     */
    public Outcome after(int judgement, double score) {
        if (score <= marginal) {
            return Outcome.FAILED;
        }
        if (judgement < judgements()) {
            return Outcome.RUNNING;
        }
        return score >= pass ? Outcome.SUCCEEDED : Outcome.FAILED;
    }
}
