package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Simulated traffic of two versions: independent requests, log-normal latency with median {@code medianMillis} and
 * σ = 0.5, in the bounds of a Spring Boot histogram.
 */
final class Traffic {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final double[] BOUNDS = bounds();

    private final Random random;
    private final Duration interval;
    private Instant now = START;

    Traffic(long seed, Duration interval) {
        this.random = new Random(seed);
        this.interval = interval;
    }

    /** How one version behaves. */
    record Behaviour(double errors, double medianMillis) {
        static final Behaviour HEALTHY = new Behaviour(0.003, 40);

        Behaviour withErrors(double rate) {
            return new Behaviour(rate, medianMillis);
        }

        Behaviour slower(double factor) {
            return new Behaviour(errors, medianMillis * factor);
        }
    }

    Instant now() {
        return now;
    }

    /** The next interval: each of {@code requests} goes to the canary with probability {@code share}. */
    IntervalSample next(int requests, double share, Behaviour baseline, Behaviour canary) {
        int toCanary = 0;
        for (int i = 0; i < requests; i++) {
            toCanary += random.nextDouble() < share ? 1 : 0;
        }
        Instant start = now;
        now = now.plus(interval);
        return new IntervalSample(start, now, version(requests - toCanary, baseline), version(toCanary, canary), true);
    }

    LatencyHistogram latency(int requests, Behaviour behaviour) {
        return version(requests, behaviour).latency();
    }

    private VersionSample version(int requests, Behaviour behaviour) {
        long errors = 0;
        long[] counts = new long[BOUNDS.length + 1];
        for (int i = 0; i < requests; i++) {
            errors += random.nextDouble() < behaviour.errors() ? 1 : 0;
            double millis = behaviour.medianMillis() * Math.exp(0.5 * random.nextGaussian());
            counts[bucket(millis)]++;
        }
        return new VersionSample(requests, errors, new LatencyHistogram(BOUNDS, counts));
    }

    private static int bucket(double millis) {
        int i = 0;
        while (i < BOUNDS.length && BOUNDS[i] < millis) {
            i++;
        }
        return i;
    }

    /** Like Micrometer's: each power of four in steps of a third of it, 1 ms to 30 s. */
    private static double[] bounds() {
        java.util.List<Double> bounds = new java.util.ArrayList<>();
        for (double power = 1; power < 30_000; power *= 4) {
            for (int i = 1; i < 4 * 3 - 2; i++) {
                double bound = Math.floor(1000 * (power + (i - 1) * power / 3)) / 1000;
                if (bound < 4 * power) {
                    bounds.add(bound);
                }
            }
        }
        return bounds.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
