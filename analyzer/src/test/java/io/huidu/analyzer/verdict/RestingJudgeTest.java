package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.Exposure;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a judge has to say doesn't depend on its rest, over random releases whose pods come, go and fail. */
class RestingJudgeTest {

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final double[] BOUNDS = {10, 50, 100, 500, 1000};
    private static final MetricPlan WITH_FLOOR = new MetricPlan("errors", MetricKind.ERRORS, 2, 0.1, 0.02, 0.25, 0.005);

    static Stream<Arguments> releases() {
        return Stream.of(
                Arguments.of(Plans.of(Plans.ERRORS, Plans.LATENCY), Calibration.STANDARD, 1),
                Arguments.of(Plans.of(Plans.LATENCY, WITH_FLOOR), Calibration.STANDARD, 2),
                Arguments.of(Plans.of(Plans.ERRORS, Plans.LATENCY), Calibration.INDEPENDENT, 3));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void saysWhatItWouldHaveSaidAwake(AnalysisPlan plan, Calibration calibration, long seed) {
        Random random = new Random(seed);
        List<VersionSample> before = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            before.add(version(random, 0.002));
        }
        Judge awake = Judge.of(plan, before, calibration);
        RestingJudge resting = new RestingJudge(Judge.of(plan, before, calibration));
        Exposure step = new Exposure(0, Weight.of(20), Traffic.START, Traffic.START.plusSeconds(40));
        Instant now = Traffic.START;

        for (int i = 0; i < 300; i++) {
            double failing = i < 200 ? 0.002 : 0.01;
            IntervalSample sample =
                    new IntervalSample(now, now.plus(INTERVAL), version(random, 0.002), version(random, failing), true);
            now = sample.end();
            awake = awake.observe(sample, step);
            resting.observe(sample, step);
            if (random.nextBoolean()) {
                resting.rest();
            }
            assertThat(resting.judge(step, Optional.of(Weight.ALL)))
                    .as("interval %d", i)
                    .isEqualTo(awake.judge(step, Optional.of(Weight.ALL)));
            if (random.nextInt(4) > 0) {
                resting.rest();
                resting.rest();
            }
        }
    }

    private static VersionSample version(Random random, double failing) {
        List<Group> pods = new ArrayList<>();
        for (int pod = random.nextInt(10) == 0 ? 1 : 0; pod < 3 + random.nextInt(2); pod++) {
            pods.add(pod(random, "pod-" + pod, pod == 2 ? 4 * failing : failing));
        }
        return new VersionSample(
                pods.stream().mapToLong(Group::requests).sum(),
                pods.stream().mapToLong(Group::errors).sum(),
                pods.stream().map(Group::latency).reduce(LatencyHistogram.empty(), LatencyHistogram::plus),
                pods,
                List.of());
    }

    private static Group pod(Random random, String name, double failing) {
        long requests = random.nextInt(300);
        long errors = 0;
        long[] counts = new long[BOUNDS.length + 1];
        for (long i = 0; i < requests; i++) {
            errors += random.nextDouble() < failing ? 1 : 0;
            counts[Math.min(BOUNDS.length, Math.abs((int) (random.nextGaussian() * 2)))]++;
        }
        return new Group(name, requests, errors, new LatencyHistogram(BOUNDS, counts));
    }
}
