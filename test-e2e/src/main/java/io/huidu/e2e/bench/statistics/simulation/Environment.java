package io.huidu.e2e.bench.statistics.simulation;

/**
 * A service and its traffic, whatever the canary is like, for an hour.
 *
 * @param name as it stands in a scenario's name
 * @param noise how bad requests cluster
 * @param course what happens meanwhile
 */
public record Environment(String name, Traffic traffic, Noise noise, Course course, Setup setup) {

    /** An hour of intervals, at whose ends every pod's counters are scraped. */
    public static final int INTERVALS = 360;

    public static final int SECONDS = 10;

    /** The canary's share of the traffic in percent: what the clock says, or what is wanted. */
    public int weight(int interval, int wanted) {
        return switch (traffic.routing()) {
            case Routing.Timed timed -> timed.weights().get(timed.stage(interval));
            case Routing.Release release -> wanted;
        };
    }

    public boolean isRelease() {
        return traffic.routing() instanceof Routing.Release;
    }

    /** Whether requests fail one by one and alike, nothing happens, and the canary's share stays what it is. */
    public boolean isPlain() {
        return noise == Noise.INDEPENDENT
                && course == Course.STEADY
                && setup.latencyTolerance().isEmpty()
                && !setup.routes().areSeveral()
                && traffic.routing() instanceof Routing.Timed timed
                && timed.weights().size() == 1;
    }

    /** Requests in an interval, on average. */
    double requests(int interval) {
        return traffic.perSecond() * SECONDS * course.traffic(interval);
    }
}
