package io.huidu.e2e.bench.statistics.simulation;

import java.util.OptionalDouble;

/**
 * What the service is made of, and what is known of it.
 *
 * @param pods how many each version has
 * @param routes what requests are for
 * @param latencyTolerance how much slower the canary may be, relative; empty where response times aren't measured
 * @param history whether the baseline's hour before the release is known
 */
public record Setup(Pods pods, Routes routes, OptionalDouble latencyTolerance, boolean history) {

    /** Three pods of each version, errors only, no past. */
    static final Setup USUAL = new Setup(new Pods(3, 3), Routes.ONE, OptionalDouble.empty(), false);

    Setup withPods(int ofEach) {
        return new Setup(new Pods(ofEach, ofEach), routes, latencyTolerance, history);
    }

    Setup with(Routes others) {
        return new Setup(pods, others, latencyTolerance, history);
    }

    Setup withLatency(double tolerance) {
        return new Setup(pods, routes, OptionalDouble.of(tolerance), history);
    }

    Setup withHistory() {
        return new Setup(pods, routes, latencyTolerance, true);
    }
}
