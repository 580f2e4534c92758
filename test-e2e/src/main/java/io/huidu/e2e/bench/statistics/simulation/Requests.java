package io.huidu.e2e.bench.statistics.simulation;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.VersionSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The requests of one version in one interval, pod by pod and route by route. */
final class Requests {

    /** Response times vary less than error rates do: with the fifth root of their factor. */
    private static final double TIME_EXPONENT = 0.2;

    private static final double MOST_ERRORS = 0.95;

    private final Scenario scenario;
    private final Environment environment;
    private final double[][] factors;
    private final int past;
    private final Times times;

    /**
     * @param factors on the error rates, by interval and pod
     * @param past how many intervals of them lie before interval 0
     */
    Requests(Scenario scenario, double[][] factors, int past) {
        this.scenario = scenario;
        this.environment = scenario.environment();
        this.factors = factors;
        this.past = past;
        this.times = new Times(scenario.effect());
    }

    /** A sample, and how many requests the fault is expected to have made bad. */
    record Drawn(VersionSample sample, double harmed) {}

    Drawn draw(Side side, int interval, int weight, Draws draws) {
        double share = (side == Side.BASELINE ? 100 - weight : weight) / 100.0;
        int pods = environment.setup().pods().count(side);
        Sums sums = new Sums(pods, environment.setup().routes().count());
        double each = environment.requests(interval) * share / pods;
        for (int pod = 0; pod < pods; pod++) {
            for (int route = 0; route < environment.setup().routes().count(); route++) {
                double requests = each * environment.setup().routes().share(side, route);
                Moment moment = new Moment(interval, weight, route);
                sums.add(pod, route, draw(side, pod, moment, requests, draws));
                sums.harmed += side == Side.CANARY ? harmed(pod, moment, requests) : 0;
            }
        }
        return sums.drawn();
    }

    private Count draw(Side side, int pod, Moment moment, double requests, Draws draws) {
        double healthy = healthyErrors(side, pod, moment);
        double rate = side == Side.CANARY ? errors(healthy, moment) : healthy;
        if (environment.setup().latencyTolerance().isEmpty()) {
            long errors = draws.poisson(requests * rate);
            return new Count(errors + draws.poisson(requests * (1 - rate)), errors, LatencyHistogram.empty());
        }
        LatencyHistogram latency = Buckets.draw(requests, shares(side, pod, moment.interval()), draws);
        long errors = Math.min(draws.poisson(requests * rate), latency.total());
        return new Count(latency.total(), errors, latency);
    }

    private double healthyErrors(Side side, int pod, Moment moment) {
        int interval = moment.interval();
        double course = interval < 0 ? 1 : environment.course().errors(side, interval);
        double usual =
                environment.traffic().errors() * environment.setup().routes().errors(moment.route());
        return Math.min(MOST_ERRORS, usual * course * factor(side, pod, interval));
    }

    private double factor(Side side, int pod, int interval) {
        return factors[past + interval][environment.setup().pods().first(side) + pod];
    }

    private double errors(double healthy, Moment moment) {
        return Math.min(MOST_ERRORS, scenario.effect().errors(healthy, moment));
    }

    private double[] shares(Side side, int pod, int interval) {
        double course = interval < 0 ? 1 : environment.course().time(side, interval);
        double factor = course * Math.pow(factor(side, pod, interval), TIME_EXPONENT);
        return side == Side.CANARY ? times.canary(factor) : times.baseline(factor);
    }

    private double harmed(int pod, Moment moment, double requests) {
        double healthy = healthyErrors(Side.CANARY, pod, moment);
        double failed = requests * (errors(healthy, moment) - healthy);
        return environment.setup().latencyTolerance().isEmpty() ? failed : failed + requests * times.slowerThanP95();
    }

    /** What one pod did on one route. */
    record Count(long requests, long errors, LatencyHistogram latency) {

        static final Count NONE = new Count(0, 0, LatencyHistogram.empty());

        Count plus(Count other) {
            return new Count(requests + other.requests, errors + other.errors, latency.plus(other.latency));
        }

        Group named(String name) {
            return new Group(name, requests, errors, latency);
        }
    }

    /** All pods and routes together. */
    private static final class Sums {

        private final Count[] pods;
        private final Count[] routes;
        private double harmed;

        Sums(int pods, int routes) {
            this.pods = new Count[pods];
            this.routes = new Count[routes];
            Arrays.fill(this.pods, Count.NONE);
            Arrays.fill(this.routes, Count.NONE);
        }

        void add(int pod, int route, Count count) {
            pods[pod] = pods[pod].plus(count);
            routes[route] = routes[route].plus(count);
        }

        Drawn drawn() {
            Count all = Arrays.stream(routes).reduce(Count.NONE, Count::plus);
            List<Group> strata = routes.length == 1 ? List.of() : groups("route-", routes);
            VersionSample sample =
                    new VersionSample(all.requests(), all.errors(), all.latency(), groups("pod-", pods), strata);
            return new Drawn(sample, harmed);
        }

        private static List<Group> groups(String prefix, Count[] counts) {
            List<Group> groups = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                groups.add(counts[i].named(prefix + i));
            }
            return groups;
        }
    }
}
