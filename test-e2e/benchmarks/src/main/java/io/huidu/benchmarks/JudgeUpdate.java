package io.huidu.benchmarks;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Findings;
import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.IntervalSample;
import io.huidu.analyzer.verdict.Judge;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.Exposure;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One metric, errors, and one interval of some 2,000 requests, of which half a percent fail and a fifth are on the canary.
 * The judge has seen a hundred intervals before, as many as a release usually has; each measured update begins there.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JudgeUpdate {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int SEEN = 100;
    private static final int DIFFERENT = 64;

    /** How many pods each version has; 0 where they aren't known. */
    @Param({"0", "3"})
    public int pods;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Exposure exposure = new Exposure(0, Weight.of(20), START, START);
    private final List<IntervalSample> samples = new ArrayList<>();
    private Judge judge = Judge.of(plan(), List.of());
    private int next;

    private static AnalysisPlan plan() {
        return new AnalysisPlan(
                Preset.SPRING_BOOT,
                INTERVAL,
                Probability.of(0.01),
                Probability.of(0.05),
                100,
                Duration.ZERO,
                List.of(new MetricPlan("errors", MetricKind.ERRORS, 1, 0, 0, 0.25, 0.005)));
    }

    @Setup
    public void seeAHundredIntervals() {
        for (int i = 0; i < SEEN; i++) {
            judge = judge.observe(sample(i), exposure);
        }
        for (int i = 0; i < DIFFERENT; i++) {
            samples.add(sample(SEEN));
        }
    }

    private IntervalSample sample(int interval) {
        Instant start = START.plus(INTERVAL.multipliedBy(interval));
        return new IntervalSample(start, start.plus(INTERVAL), version(1600), version(400), true);
    }

    private VersionSample version(int requests) {
        int errors = errors(requests);
        List<Group> groups = new ArrayList<>();
        for (int pod = 0; pod < pods; pod++) {
            int requestsOfPod = requests * (pod + 1) / pods - requests * pod / pods;
            int errorsOfPod = errors * (pod + 1) / pods - errors * pod / pods;
            groups.add(new Group("pod-" + pod, requestsOfPod, errorsOfPod, LatencyHistogram.empty()));
        }
        return new VersionSample(requests, errors, LatencyHistogram.empty(), groups, List.of());
    }

    private int errors(int requests) {
        return (int) random.ints(requests, 0, 200).filter(i -> i == 0).count();
    }

    /** The update: what an interval adds to the evidence. */
    @Benchmark
    public Judge observe() {
        next = (next + 1) % DIFFERENT;
        return judge.observe(samples.get(next), exposure);
    }

    /** The verdict with all that is told of it: estimates, their limits, a sentence. */
    @Benchmark
    public Findings judge() {
        return judge.judge(exposure, Optional.of(Weight.ALL));
    }
}
