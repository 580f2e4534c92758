package io.huidu.e2e.bench.statistics.policy;

import io.huidu.analyzer.verdict.Calibration;
import io.huidu.analyzer.verdict.Findings;
import io.huidu.analyzer.verdict.IntervalSample;
import io.huidu.analyzer.verdict.Judge;
import io.huidu.e2e.bench.statistics.simulation.Course;
import io.huidu.e2e.bench.statistics.simulation.Environment;
import io.huidu.e2e.bench.statistics.simulation.Routing;
import io.huidu.e2e.bench.statistics.simulation.Scraped;
import io.huidu.e2e.bench.statistics.simulation.World;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.Exposure;
import io.huidu.events.JudgePlan;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.StratifyBy;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.rollout.AnalysisSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Huidu with its defaults, looking at every interval. A release goes through 5, 25, 50 and 100 %, each promotion is taken
 * at once, and its first minute is warm-up. Where the clock sets the weights there is a warm-up only if the canary is
 * cold.
 */
record Sequential(String name, Calibration calibration) implements Policy {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(Environment.SECONDS);
    private static final List<Integer> STEPS = List.of(5, 25, 50, 100);

    @Override
    public Watch begin(World world) {
        return switch (world.environment().traffic().routing()) {
            case Routing.Timed timed -> new Watching(world, timed, judge(world));
            case Routing.Release release -> new Climbing(world, judge(world));
        };
    }

    private Judge judge(World world) {
        return Judge.of(plan(world.environment()), world.before(), calibration);
    }

    static AnalysisPlan plan(Environment environment) {
        MetricPlan errors = AnalysisSettings.defaultMetric("errors", MetricKind.ERRORS);
        OptionalDouble tolerance = environment.setup().latencyTolerance();
        return new AnalysisPlan(
                Preset.SPRING_BOOT,
                INTERVAL,
                AnalysisSettings.DEFAULT_FALSE_ROLLBACK_PROBABILITY,
                AnalysisSettings.DEFAULT_FALSE_PROMOTION_PROBABILITY,
                AnalysisSettings.DEFAULT_MIN_REQUESTS,
                Duration.ZERO,
                Stream.concat(Stream.of(errors), tolerance.stream().mapToObj(Sequential::latency))
                        .toList(),
                environment.setup().routes().areSeveral() ? StratifyBy.of("uri") : StratifyBy.NOTHING,
                JudgePlan.SEQUENTIAL,
                List.of());
    }

    private static MetricPlan latency(double tolerance) {
        MetricPlan usual = AnalysisSettings.defaultMetric("latency", MetricKind.LATENCY);
        return new MetricPlan(
                usual.name(),
                usual.kind(),
                usual.weight(),
                tolerance,
                usual.floor(),
                usual.margin(),
                usual.harmBudget());
    }

    private static Instant at(int intervals) {
        return START.plus(INTERVAL.multipliedBy(intervals));
    }

    private static IntervalSample sample(Scraped.Growth growth, int now) {
        return new IntervalSample(at(growth.since()), at(now), growth.baseline(), growth.canary(), true);
    }

    private static Instant warmUntil(World world) {
        boolean isCold = world.environment().isRelease() || world.environment().course() == Course.COLD_START;
        return isCold ? START.plus(AnalysisSettings.DEFAULT_WARMUP) : START;
    }

    /** The clock sets the weight; only a rollback counts. */
    private static final class Watching implements Watch {

        private final Routing.Timed routing;
        private final Instant warmUntil;
        private Judge judge;

        Watching(World world, Routing.Timed routing, Judge judge) {
            this.routing = routing;
            this.warmUntil = warmUntil(world);
            this.judge = judge;
        }

        @Override
        public Action after(Scraped scraped) {
            return scraped.newest()
                    .map(growth -> look(sample(growth, scraped.now()), exposure(scraped.now() - 1)))
                    .orElseGet(Action.Stay::new);
        }

        private Exposure exposure(int interval) {
            int stage = routing.stage(interval);
            return new Exposure(stage, Weight.of(routing.weights().get(stage)), at(routing.begin(stage)), warmUntil);
        }

        private Action look(IntervalSample sample, Exposure exposure) {
            judge = judge.observe(sample, exposure);
            Findings findings = judge.judge(exposure, Optional.of(Weight.ALL));
            return findings.verdict() == Verdict.ROLL_BACK ? new Action.RollBack() : new Action.Stay();
        }
    }

    /** Step after step. */
    private static final class Climbing implements Watch {

        private final Instant warmUntil;
        private Judge judge;
        private int step;
        private int since;

        Climbing(World world, Judge judge) {
            this.warmUntil = warmUntil(world);
            this.judge = judge;
        }

        @Override
        public Action after(Scraped scraped) {
            if (scraped.now() == 0) {
                return new Action.Shift(STEPS.getFirst());
            }
            return scraped.newest()
                    .map(growth -> look(sample(growth, scraped.now()), scraped.now()))
                    .orElseGet(Action.Stay::new);
        }

        private Action look(IntervalSample sample, int now) {
            Exposure exposure = new Exposure(step, Weight.of(STEPS.get(step)), at(since), warmUntil);
            boolean isLast = step == STEPS.size() - 1;
            judge = judge.observe(sample, exposure);
            Findings findings =
                    judge.judge(exposure, isLast ? Optional.empty() : Optional.of(Weight.of(STEPS.get(step + 1))));
            return switch (findings.verdict()) {
                case ROLL_BACK -> new Action.RollBack();
                case PROMOTE -> isLast ? new Action.Finish() : climb(now);
                case CONTINUE -> new Action.Stay();
            };
        }

        private Action climb(int now) {
            step++;
            since = now;
            return new Action.Shift(STEPS.get(step));
        }
    }
}
