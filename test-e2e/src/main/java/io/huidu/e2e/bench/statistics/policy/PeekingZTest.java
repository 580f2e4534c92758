package io.huidu.e2e.bench.statistics.policy;

import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.e2e.bench.statistics.simulation.Scraped;
import io.huidu.e2e.bench.statistics.simulation.World;

/**
 * A one-sided z-test of two proportions at 1 %, pooled, made for one look at the end, and looked at after every interval
 * instead. Errors only.
 */
final class PeekingZTest implements Policy {

    private static final double CRITICAL = 2.3263;

    @Override
    public String name() {
        return "z-test, each interval";
    }

    @Override
    public Watch begin(World world) {
        return new Run();
    }

    private static final class Run implements Watch {

        private final TimedSteps steps = new TimedSteps();
        private double n1;
        private double k1;
        private double n2;
        private double k2;

        @Override
        public Action after(Scraped scraped) {
            scraped.newest().ifPresent(this::add);
            return z() > CRITICAL ? new Action.RollBack() : steps.after(scraped.now());
        }

        private void add(Scraped.Growth growth) {
            VersionSample v1 = growth.baseline();
            VersionSample v2 = growth.canary();
            n1 += v1.requests();
            k1 += v1.errors();
            n2 += v2.requests();
            k2 += v2.errors();
        }

        private double z() {
            double pooled = (k1 + k2) / (n1 + n2);
            double variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2);
            return (k2 / n2 - k1 / n1) / Math.sqrt(variance);
        }
    }
}
