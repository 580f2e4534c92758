package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.statistics.SlowRequests;
import io.huidu.analyzer.statistics.Tally;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What makes a request a bad one, as one coin sees it. */
sealed interface BadRequests {

    /** How often requests are bad, before anything was seen. */
    double expectedRate();

    /** Whether a promotion needs something of this coin; all coins can roll back. */
    boolean decidesPromotion();

    /**
     * What an interval shows in one stratum; empty when it shows nothing of this coin.
     *
     * @param past the stratum's latency in the baseline before the interval
     */
    Optional<Sighting> in(Stratum stratum, LatencyHistogram past);

    /** Counts for regression and for non-inferiority, which differ for latency only. */
    record Sighting(Tally regression, Tally nonInferiority, OptionalDouble badAboveMillis) {}

    static List<BadRequests> of(MetricPlan plan) {
        return plan.kind() == MetricKind.ERRORS
                ? List.of(new Failed())
                : Stream.of(0.5, 0.75, 0.9, 0.95, 0.99)
                        .<BadRequests>map(quantile -> new Slow(quantile, plan.tolerance()))
                        .toList();
    }

    /** Requests that failed. */
    record Failed() implements BadRequests {

        @Override
        public double expectedRate() {
            return 0.002;
        }

        @Override
        public boolean decidesPromotion() {
            return true;
        }

        @Override
        public Optional<Sighting> in(Stratum stratum, LatencyHistogram past) {
            Group v1 = stratum.baseline();
            Group v2 = stratum.canary();
            Tally tally = new Tally(v1.requests(), v1.errors(), v2.requests(), v2.errors());
            return Optional.of(new Sighting(tally, tally, OptionalDouble.empty()));
        }
    }

    /**
     * Requests slower than a quantile of the baseline's past. A promotion asks from p95 on: the slow end is what is
     * promised to users, and the variance of a threshold that many requests pass fits no harm budget.
     */
    record Slow(double quantile, double tolerance) implements BadRequests {

        private static final double LEAST_FOR_PROMOTION = 0.95;

        @Override
        public double expectedRate() {
            return 1 - quantile;
        }

        @Override
        public boolean decidesPromotion() {
            return quantile >= LEAST_FOR_PROMOTION;
        }

        @Override
        public Optional<Sighting> in(Stratum stratum, LatencyHistogram past) {
            LatencyHistogram v1 = stratum.baseline().latency();
            LatencyHistogram v2 = stratum.canary().latency();
            return SlowRequests.at(quantile, past, tolerance, v1, v2)
                    .map(slow -> new Sighting(
                            slow.regression(), slow.nonInferiority(), OptionalDouble.of(slow.thresholdMillis())));
        }
    }
}
