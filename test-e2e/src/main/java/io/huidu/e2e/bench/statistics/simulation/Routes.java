package io.huidu.e2e.bench.statistics.simulation;

import java.util.List;

/**
 * What requests are for. Routes fail equally often while the canary is healthy.
 *
 * @param shares of the requests, by route
 */
public record Routes(List<Double> shares) {

    static final Routes ONE = new Routes(List.of(1.0));
    static final Routes THREE = new Routes(List.of(0.7, 0.25, 0.05));
    static final int LAST = 2;

    public Routes {
        shares = List.copyOf(shares);
    }

    int count() {
        return shares.size();
    }

    double share(int route) {
        return shares.get(route);
    }
}
