package io.huidu.e2e.bench.statistics.simulation;

import io.huidu.analyzer.statistics.LatencyHistogram;
import java.util.stream.DoubleStream;

/** Response times in the buckets of a Spring Boot histogram, 1 ms to 30 s. */
final class Buckets {

    private static final double[] BOUNDS = bounds();

    private Buckets() {}

    /** The share of requests in each bucket. */
    static double[] shares(Latency latency) {
        double[] shares = new double[BOUNDS.length + 1];
        double below = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            double atMost = latency.atMost(BOUNDS[i]);
            shares[i] = atMost - below;
            below = atMost;
        }
        shares[BOUNDS.length] = 1 - below;
        return shares;
    }

    static LatencyHistogram draw(double requests, double[] shares, Draws draws) {
        long[] counts = new long[shares.length];
        for (int i = 0; i < counts.length; i++) {
            double mean = requests * shares[i];
            counts[i] = mean < 1e-9 ? 0 : draws.poisson(mean);
        }
        return new LatencyHistogram(BOUNDS, counts);
    }

    /** Micrometer's percentile histogram: each power of four in steps of a third of it. */
    private static double[] bounds() {
        return DoubleStream.iterate(1.048576, power -> power < 30_000, power -> 4 * power)
                .flatMap(power -> DoubleStream.iterate(power, bound -> bound < 3.9 * power, bound -> bound + power / 3))
                .map(bound -> Math.floor(1000 * bound) / 1000)
                .filter(bound -> bound <= 30_000)
                .toArray();
    }
}
