package io.huidu.analyzer.verdict.peers;

import io.huidu.events.LatencyStatistic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An analysis as Flagger's documents write it. It looks at the canary alone.
 *
 * @param interval the time between ticks; Flagger's default is 60 s, its least 10 s
 * @param threshold how many failed checks roll back; Flagger's default is 1
 * @param weights the canary's share in percent, step by step; Flagger ends with the last and a promotion
 * @param minSuccessPercent what the success rate must not be below
 * @param successWindow over how long the success rate is taken; Flagger's default is 1 min, whatever the interval
 * @param latency what stands for latency: the 99th percentile with a mesh, the mean with NGINX
 * @param maxLatencyMillis what it must not be above
 * @param latencyWindow over how long it is taken
 */
public record FlaggerPolicy(
        Duration interval,
        int threshold,
        List<Integer> weights,
        double minSuccessPercent,
        Duration successWindow,
        LatencyStatistic latency,
        double maxLatencyMillis,
        Duration latencyWindow) {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    /** The example in Flagger's README. */
    public static final FlaggerPolicy README =
            new FlaggerPolicy(MINUTE, 10, weights(50, 5), 99, MINUTE, LatencyStatistic.P99, 500, HALF_A_MINUTE);

    /** The tutorials for Istio and for the Gateway API. */
    public static final FlaggerPolicy TUTORIAL =
            new FlaggerPolicy(MINUTE, 5, weights(50, 10), 99, MINUTE, LatencyStatistic.P99, 500, HALF_A_MINUTE);

    /** The tutorial for NGINX: ticks every 10 s over windows of a minute, so that one burst fails about six. */
    public static final FlaggerPolicy NGINX_TUTORIAL = new FlaggerPolicy(
            Duration.ofSeconds(10), 10, weights(50, 5), 99, MINUTE, LatencyStatistic.MEAN, 500, MINUTE);

    public FlaggerPolicy {
        weights = List.copyOf(weights);
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("weights: got none, expected at least one");
        }
    }

    /** The weights that {@code maxWeight} and {@code stepWeight} lead to; the last may lie above the maximum. */
    public static List<Integer> weights(int maxWeight, int stepWeight) {
        if (maxWeight < 1 || maxWeight > 100 || stepWeight < 1) {
            throw new IllegalArgumentException(
                    "maxWeight and stepWeight: got %d and %d, expected 1 to 100 and 1 or more"
                            .formatted(maxWeight, stepWeight));
        }
        List<Integer> weights = new ArrayList<>();
        for (int weight = 0; weight < maxWeight; ) {
            weight = Math.min(100, weight + stepWeight);
            weights.add(weight);
        }
        return weights;
    }

    /** Whether a tick's check passes. No value, and NaN, doesn't. */
    public boolean passes(OptionalDouble successPercent, OptionalDouble latencyMillis) {
        return successPercent.stream().anyMatch(s -> s >= minSuccessPercent)
                && latencyMillis.stream().anyMatch(l -> l <= maxLatencyMillis);
    }
}
