package io.huidu.e2e.bench.statistics.policy;

import io.huidu.analyzer.verdict.peers.ArgoMeasurements;
import io.huidu.analyzer.verdict.peers.ArgoMetric;
import io.huidu.analyzer.verdict.peers.ArgoPhase;
import io.huidu.analyzer.verdict.peers.ArgoPolicy;
import io.huidu.e2e.bench.statistics.simulation.Scraped;
import io.huidu.e2e.bench.statistics.simulation.World;
import io.huidu.events.LatencyStatistic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Argo Rollouts with an analysis, through 20, 40, 60 and 80 %. One without a count runs in the background, with steps of
 * ten minutes; one with a count is repeated in each step, and ends it. Its query is an irate(): it sees the last two
 * scrapes. Where the clock sets the weights it measures for an hour, and promotes nothing.
 *
 * @param mostMillis p99 instead of the success rate is measured, and this is what it may be
 */
record Argo(String name, ArgoPolicy policy, OptionalDouble mostMillis) implements Policy {

    private static final List<Integer> WEIGHTS = List.of(20, 40, 60, 80);
    private static final int STEP = 60;
    private static final int IRATE = 2;

    @Override
    public Watch begin(World world) {
        return new Run(world.environment().isRelease());
    }

    private final class Run implements Watch {

        private final boolean isRelease;
        private ArgoMeasurements measurements = ArgoMeasurements.none(policy.metric());
        private int next;
        private int step;
        private int since;

        Run(boolean isRelease) {
            this.isRelease = isRelease;
        }

        @Override
        public Action after(Scraped scraped) {
            if (scraped.now() >= next) {
                measure(scraped);
            }
            return switch (measurements.phase()) {
                case FAILED, ERROR -> new Action.RollBack();
                case SUCCESSFUL -> nextStep(scraped.now());
                case RUNNING -> inBackground(scraped.now());
                case INCONCLUSIVE -> new Action.Stay();
            };
        }

        private void measure(Scraped scraped) {
            ArgoPhase measured = Argo.this.measured(scraped.canary(IRATE));
            boolean isError = measured == ArgoPhase.ERROR;
            measurements = measurements.plus(measured);
            next = scraped.now() + Windows.intervals(isError ? ArgoMetric.RETRY_AFTER_ERROR : policy.interval());
        }

        private Action inBackground(int now) {
            boolean isOver = policy.metric().count().isEmpty() && now - since >= STEP;
            return isOver ? nextStep(now) : new Action.Shift(WEIGHTS.get(step));
        }

        private Action nextStep(int now) {
            since = now;
            if (policy.metric().count().isPresent()) {
                measurements = ArgoMeasurements.none(policy.metric());
                next = now;
            }
            if (isRelease) {
                step++;
            }
            return step < WEIGHTS.size() ? new Action.Shift(WEIGHTS.get(step)) : new Action.Finish();
        }
    }

    /** A query without an answer errs; a rate without requests is NaN. */
    private ArgoPhase measured(Optional<Scraped.Window> window) {
        if (mostMillis.isEmpty() || window.isEmpty()) {
            return policy.measured(
                    window.map(w -> OptionalDouble.of(Windows.successRate(w))).orElse(OptionalDouble.empty()));
        }
        OptionalDouble p99 = Windows.latency(LatencyStatistic.P99, window.get().latency());
        boolean isQuick = p99.isPresent() && p99.getAsDouble() <= mostMillis.getAsDouble();
        return ArgoMetric.measured(Optional.of(isQuick), Optional.empty());
    }
}
