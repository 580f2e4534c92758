package io.huidu.e2e.bench.statistics.simulation;

import java.util.List;

/**
 * Requests come as a Poisson process, spread evenly over the pods of a version.
 *
 * @param perSecond requests per second, both versions together
 * @param errors the baseline's error rate
 * @param routing how the canary's share comes about
 */
public record Traffic(double perSecond, double errors, Routing routing) {

    static final Traffic USUAL = timed(200, 0.005, 20);

    static Traffic timed(double perSecond, double errors, Integer... weights) {
        return new Traffic(perSecond, errors, new Routing.Timed(List.of(weights)));
    }

    static Traffic release(double perSecond, double errors) {
        return new Traffic(perSecond, errors, new Routing.Release());
    }
}
