package io.huidu.e2e.bench.statistics.policy;

import io.huidu.analyzer.verdict.peers.ArgoPolicy;
import io.huidu.analyzer.verdict.peers.FlaggerPolicy;
import io.huidu.e2e.bench.statistics.simulation.Environment;
import io.huidu.events.LatencyStatistic;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The constant thresholds that hindsight may choose from: error rates around the baseline's, or, where response times are
 * measured, times around its usual ones. A policy is named by its threshold.
 */
sealed interface Limits {

    Stream<Flagger> of(FlaggerPolicy policy);

    Stream<Argo> of(ArgoPolicy policy);

    static Limits of(Environment environment) {
        return environment.setup().latencyTolerance().isPresent()
                ? new Times()
                : new ErrorRates(environment.traffic().errors());
    }

    /** The last ones are for little traffic, where one error is a large rate. */
    record ErrorRates(double usual) implements Limits {

        private DoubleStream candidates() {
            return DoubleStream.concat(
                            DoubleStream.of(1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, 20)
                                    .map(times -> times * usual),
                            DoubleStream.of(0.05, 0.1, 0.2, 0.35, 0.5))
                    .filter(rate -> rate <= 0.5)
                    .sorted()
                    .distinct();
        }

        @Override
        public Stream<Flagger> of(FlaggerPolicy policy) {
            return candidates().mapToObj(rate -> new Flagger(name(rate), flagger(policy, rate)));
        }

        private static FlaggerPolicy flagger(FlaggerPolicy policy, double rate) {
            return new FlaggerPolicy(
                    policy.interval(),
                    policy.threshold(),
                    policy.weights(),
                    100 * (1 - rate),
                    policy.successWindow(),
                    policy.latency(),
                    policy.maxLatencyMillis(),
                    policy.latencyWindow());
        }

        @Override
        public Stream<Argo> of(ArgoPolicy policy) {
            return candidates()
                    .mapToObj(rate -> new Argo(
                            name(rate),
                            new ArgoPolicy(policy.metric(), policy.interval(), 1 - rate, policy.window()),
                            OptionalDouble.empty()));
        }

        private static String name(double rate) {
            return "%.3g %% errors".formatted(100 * rate);
        }
    }

    record Times() implements Limits {

        private static final double USUAL_P99 = 128;
        private static final double USUAL_MEAN = 45.3;

        private static DoubleStream candidates(LatencyStatistic statistic) {
            double usual = statistic == LatencyStatistic.MEAN ? USUAL_MEAN : USUAL_P99;
            return DoubleStream.of(1, 1.02, 1.05, 1.1, 1.15, 1.2, 1.3, 1.5, 1.75, 2.5)
                    .map(times -> times * usual);
        }

        @Override
        public Stream<Flagger> of(FlaggerPolicy policy) {
            return candidates(policy.latency()).mapToObj(millis -> new Flagger(name(millis), flagger(policy, millis)));
        }

        private static FlaggerPolicy flagger(FlaggerPolicy policy, double millis) {
            return new FlaggerPolicy(
                    policy.interval(),
                    policy.threshold(),
                    policy.weights(),
                    policy.minSuccessPercent(),
                    policy.successWindow(),
                    policy.latency(),
                    millis,
                    policy.latencyWindow());
        }

        @Override
        public Stream<Argo> of(ArgoPolicy policy) {
            return candidates(LatencyStatistic.P99)
                    .mapToObj(millis -> new Argo(name(millis), policy, OptionalDouble.of(millis)));
        }

        private static String name(double millis) {
            return "%.0f ms".formatted(millis);
        }
    }
}
