package io.huidu.e2e.bench.statistics.policy;

import io.huidu.analyzer.verdict.peers.FlaggerCanary;
import io.huidu.analyzer.verdict.peers.FlaggerPolicy;
import io.huidu.e2e.bench.statistics.simulation.Environment;
import io.huidu.e2e.bench.statistics.simulation.Scraped;
import io.huidu.e2e.bench.statistics.simulation.World;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;

/** Flagger, tick by tick. Where the clock sets the weights it checks for an hour, and promotes nothing. */
record Flagger(String name, FlaggerPolicy policy) implements Policy {

    @Override
    public Watch begin(World world) {
        Environment environment = world.environment();
        boolean isTimed = environment.setup().latencyTolerance().isPresent();
        return new Run(FlaggerCanary.begin(environment.isRelease() ? policy : endless()), isTimed);
    }

    private FlaggerPolicy endless() {
        return new FlaggerPolicy(
                policy.interval(),
                policy.threshold(),
                Collections.nCopies(Environment.INTERVALS + 1, 1),
                policy.minSuccessPercent(),
                policy.successWindow(),
                policy.latency(),
                policy.maxLatencyMillis(),
                policy.latencyWindow());
    }

    private static final class Run implements Watch {

        private final FlaggerPolicy policy;
        private final boolean isTimed;
        private FlaggerCanary canary;

        Run(FlaggerCanary canary, boolean isTimed) {
            this.policy = canary.policy();
            this.canary = canary;
            this.isTimed = isTimed;
        }

        @Override
        public Action after(Scraped scraped) {
            if (scraped.now() % Windows.intervals(policy.interval()) != 0) {
                return new Action.Stay();
            }
            canary = canary.tick(canary.checksNext() && passes(scraped));
            return switch (canary.phase()) {
                case PROGRESSING -> new Action.Shift(canary.weight());
                case PROMOTED -> new Action.Finish();
                case ROLLED_BACK -> new Action.RollBack();
            };
        }

        private boolean passes(Scraped scraped) {
            OptionalDouble success = scraped.canary(Windows.intervals(policy.successWindow()))
                    .map(window -> OptionalDouble.of(100 * Windows.successRate(window)))
                    .orElse(OptionalDouble.empty());
            return policy.passes(success, isTimed ? latency(scraped) : OptionalDouble.of(0));
        }

        private OptionalDouble latency(Scraped scraped) {
            Optional<Scraped.Window> window = scraped.canary(Windows.intervals(policy.latencyWindow()));
            return window.map(w -> Windows.latency(policy.latency(), w.latency()))
                    .orElse(OptionalDouble.empty());
        }
    }
}
