package io.huidu.e2e.bench.statistics.policy;

import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.e2e.bench.statistics.simulation.Scraped;
import io.huidu.e2e.bench.statistics.simulation.World;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Flagger's rule, of version 1.44: each tick the canary's success rate and p99 are held against constants; failed checks
 * add up over the whole run, and at {@code threshold} of them the next tick rolls back. No value is a failed check.
 *
 * @param everyIntervals intervals from tick to tick
 * @param threshold failed checks that it takes
 * @param stepWeight percent per passed check, up to 50
 * @param leastSuccess of requests in the last minute, 0 to 1
 * @param mostMillis p99
 * @param latencyScrapes the window of p99, in scrapes
 */
public record Flagger(
        String name,
        int everyIntervals,
        int threshold,
        int stepWeight,
        double leastSuccess,
        double mostMillis,
        int latencyScrapes)
        implements Policy {

    private static final int MAX_WEIGHT = 50;
    private static final int MINUTE = 6;

    /** A minute between ticks, 5 % per step, 10 failed checks. */
    public static final Flagger README = new Flagger("Flagger README", MINUTE, 10, 5, 0.99, 500, 3);

    /** A minute between ticks, 10 % per step, 5 failed checks. */
    public static final Flagger TUTORIAL = new Flagger("Flagger tutorial", MINUTE, 5, 10, 0.99, 500, 3);

    /** Ten seconds between ticks, 5 % per step, 10 failed checks, windows of a minute. */
    public static final Flagger NGINX = new Flagger("Flagger NGINX", 1, 10, 5, 0.99, 500, MINUTE);

    @Override
    public Watch begin(World world) {
        return new Run();
    }

    private final class Run implements Watch {

        private int weight;
        private int failed;

        @Override
        public Action after(Scraped scraped) {
            return scraped.now() % everyIntervals == 0 ? tick(scraped) : Action.STAY;
        }

        private Action tick(Scraped scraped) {
            if (failed >= threshold) {
                return Action.ROLL_BACK;
            }
            if (scraped.now() > 0 && !passes(scraped)) {
                failed++;
                return Action.STAY;
            }
            if (weight >= MAX_WEIGHT) {
                return Action.FINISH;
            }
            weight = weight + stepWeight;
            return new Action.Shift(weight);
        }
    }

    private boolean passes(Scraped scraped) {
        Optional<VersionSample> minute = scraped.increase(MINUTE).map(Scraped.Increase::canary);
        boolean succeeds = minute.filter(v2 -> v2.requests() > 0 && successRate(v2) >= leastSuccess)
                .isPresent();
        return succeeds && isQuick(scraped);
    }

    private static double successRate(VersionSample version) {
        return 1 - (double) version.errors() / version.requests();
    }

    /** Where response times aren't measured, nobody checks them. */
    private boolean isQuick(Scraped scraped) {
        Optional<VersionSample> window = scraped.increase(latencyScrapes).map(Scraped.Increase::canary);
        OptionalDouble p99 = window.map(v2 -> v2.latency().quantile(0.99)).orElse(OptionalDouble.empty());
        boolean isMeasured = window.filter(v2 -> v2.latency().buckets() > 1).isPresent();
        return !isMeasured || (p99.isPresent() && p99.getAsDouble() <= mostMillis);
    }
}
