package io.huidu.servicea;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How well the service does.
 *
 * <p>Latencies are log-normal, as those of real services nearly are: half of the requests take longer than the median,
 * one in twenty longer than 2.3 times, one in a hundred longer than 3.2 times the median.
 *
 * @param errorRate share of the requests that are answered with status 500
 * @param latencyMillis median time that a request takes, in milliseconds
 */
record Behaviour(double errorRate, double latencyMillis) {

    private static final double SIGMA = 0.5;

    Behaviour {
        Require.that(errorRate >= 0 && errorRate <= 1, "errorRate", errorRate, "0 to 1");
        Require.that(latencyMillis >= 0 && latencyMillis <= 60_000, "latencyMillis", latencyMillis, "0 to 60000");
    }

    /** What happens to one request. */
    Fate fate(RandomGenerator random) {
        double millis = latencyMillis * Math.exp(SIGMA * random.nextGaussian());
        return new Fate(random.nextDouble() < errorRate, Duration.ofNanos((long) (millis * 1e6)));
    }

    /**
     * What happens to one request.
     *
     * @param fails it is answered with status 500
     * @param latency before it is answered
     */
    record Fate(boolean fails, Duration latency) {}
}
