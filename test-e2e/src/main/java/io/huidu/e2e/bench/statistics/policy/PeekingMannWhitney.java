package io.huidu.e2e.bench.statistics.policy;

import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.e2e.bench.statistics.simulation.Scraped;
import io.huidu.e2e.bench.statistics.simulation.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A one-sided Mann–Whitney test at 1 % of the error rates per interval, in its normal approximation with ties, made for
 * one look at the end, and looked at after every interval instead.
 */
final class PeekingMannWhitney implements Policy {

    private static final double CRITICAL = 2.3263;

    @Override
    public String name() {
        return "Mann–Whitney, each interval";
    }

    @Override
    public Watch begin(World world) {
        return new Run();
    }

    private static final class Run implements Watch {

        private final TimedSteps steps = new TimedSteps();
        private final List<Double> baseline = new ArrayList<>();
        private final List<Double> canary = new ArrayList<>();
        private final Map<Double, Integer> tied = new HashMap<>();
        private double canaryLarger;
        private double ties;

        @Override
        public Action after(Scraped scraped) {
            scraped.newest().ifPresent(this::add);
            return z() > CRITICAL ? new Action.RollBack() : steps.after(scraped.now());
        }

        private void add(Scraped.Growth growth) {
            if (growth.baseline().requests() > 0 && growth.canary().requests() > 0) {
                double v1 = rate(growth.baseline());
                double v2 = rate(growth.canary());
                baseline.add(v1);
                canaryLarger += canary.stream().mapToDouble(x -> larger(x, v1)).sum();
                canary.add(v2);
                canaryLarger +=
                        baseline.stream().mapToDouble(y -> larger(v2, y)).sum();
                tie(v1);
                tie(v2);
            }
        }

        private static double rate(VersionSample version) {
            return (double) version.errors() / version.requests();
        }

        private static double larger(double x, double y) {
            return (Math.signum(x - y) + 1) / 2;
        }

        /** Keeps Σ t³ − t over groups of t tied values. */
        private void tie(double value) {
            double t = tied.merge(value, 1, Integer::sum);
            ties += 3 * t * (t - 1);
        }

        private double z() {
            double n = canary.size();
            double all = 2 * n;
            double variance = n * n / 12 * (all + 1 - ties / (all * (all - 1)));
            return (canaryLarger - n * n / 2 - 0.5) / Math.sqrt(variance);
        }
    }
}
