package io.huidu.analyzer.verdict;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.statistics.PodTally;
import io.huidu.analyzer.statistics.SlowRequests;
import io.huidu.analyzer.statistics.Tally;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

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

    /**
     * The threshold that the baseline's requests would have had; empty where there is none.
     *
     * @param latency the baseline's
     */
    OptionalDouble threshold(LatencyHistogram latency);

    /** What a part of a version did, against a threshold if there is one. */
    PodTally in(Group part, OptionalDouble aboveMillis);

    /**
     * Counts for regression and for non-inferiority, which differ for latency only.
     *
     * @param badAboveMillis the baseline's threshold
     * @param canaryBadAboveMillis the canary's for regression
     */
    record Sighting(
            Tally regression,
            Tally nonInferiority,
            OptionalDouble badAboveMillis,
            OptionalDouble canaryBadAboveMillis) {}

    static List<BadRequests> of(MetricPlan plan) {
        return plan.kind() == MetricKind.ERRORS
                ? List.of(new Failed())
                : IntStream.rangeClosed(1, Slow.HALVINGS)
                        .<BadRequests>mapToObj(i -> new Slow(1 - 1.0 / (1 << i), plan.tolerance()))
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
            return Optional.of(new Sighting(tally, tally, OptionalDouble.empty(), OptionalDouble.empty()));
        }

        @Override
        public OptionalDouble threshold(LatencyHistogram latency) {
            return OptionalDouble.empty();
        }

        @Override
        public PodTally in(Group part, OptionalDouble aboveMillis) {
            return new PodTally(part.name(), part.requests(), part.errors());
        }
    }

    /**
     * Requests slower than a quantile of the baseline's past. The tail is halved from one quantile to the next, since
     * nobody knows how many of the requests a regression touches. A promotion asks from about p97 on: the slow end is
     * what is promised to users, and the variance of a threshold that many requests pass fits no harm budget.
     */
    record Slow(double quantile, double tolerance) implements BadRequests {

        /** From p50 to p99.6. */
        static final int HALVINGS = 8;

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
            Optional<SlowRequests> slow = past.total() == 0
                    ? SlowRequests.pooled(quantile, tolerance, v1, v2)
                    : SlowRequests.at(quantile, past, tolerance, v1, v2);
            return slow.map(s -> new Sighting(
                    s.regression(),
                    s.nonInferiority(),
                    OptionalDouble.of(s.thresholdMillis()),
                    OptionalDouble.of(s.canaryMillis())));
        }

        @Override
        public OptionalDouble threshold(LatencyHistogram latency) {
            return latency.total() == 0 ? OptionalDouble.empty() : OptionalDouble.of(latency.quantileBound(quantile));
        }

        @Override
        public PodTally in(Group part, OptionalDouble aboveMillis) {
            LatencyHistogram latency = part.latency();
            double bound = latency.boundAtOrAbove(aboveMillis.orElse(Double.POSITIVE_INFINITY));
            return new PodTally(part.name(), latency.total(), latency.countAbove(bound));
        }
    }
}
