package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.DataState;
import io.huidu.events.Envelope;
import io.huidu.events.EventType;
import io.huidu.events.Exposure;
import io.huidu.events.JudgePlan;
import io.huidu.events.JudgePlan.MannWhitney;
import io.huidu.events.JudgePlan.Rule;
import io.huidu.events.JudgePlan.Threshold;
import io.huidu.events.Judgement;
import io.huidu.events.LatencyStatistic;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.events.codec.EventCodec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every judge promises, over random releases with gaps, idle versions and missing histograms. */
class JudgesTest {

    private static final long SEED = 20260301;
    private static final EventCodec CODEC = new EventCodec();
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    static Stream<JudgePlan> judges() {
        Duration step = Duration.ofSeconds(30);
        return Stream.of(
                JudgePlan.SEQUENTIAL,
                new MannWhitney(75, 50, step, Duration.ofSeconds(10), Optional.empty(), 1, LatencyStatistic.MEAN),
                new MannWhitney(
                        95,
                        75,
                        step,
                        Duration.ofSeconds(3),
                        Optional.of(Duration.ofSeconds(4)),
                        1.2,
                        LatencyStatistic.P95),
                new Threshold(0.99, LatencyStatistic.P99, 500, new Rule.Flagger(3)),
                new Threshold(0.95, LatencyStatistic.MEAN, 50, new Rule.Argo(2, Optional.of(4), 2, Optional.of(3))),
                new Threshold(0.95, LatencyStatistic.P50, 50, new Rule.Argo(2, Optional.empty(), 4, Optional.empty())));
    }

    @ParameterizedTest
    @MethodSource("judges")
    void saysTheSameOfTheSameAndNothingThatCannotBeToldAndStandsByARollback(JudgePlan plan) {
        System.out.println("seed " + SEED);
        for (int release = 0; release < 15; release++) {
            List<Findings> findings = judged(plan, new Random(SEED + release));

            assertThat(judged(plan, new Random(SEED + release))).isEqualTo(findings);
            findings.forEach(JudgesTest::tell);
            List<Verdict> verdicts = findings.stream().map(Findings::verdict).toList();
            int first = verdicts.indexOf(Verdict.ROLL_BACK);
            if (first >= 0 && !plan.equals(JudgePlan.SEQUENTIAL)) {
                assertThat(verdicts.subList(first, verdicts.size())).containsOnly(Verdict.ROLL_BACK);
            }
        }
    }

    private static List<Findings> judged(JudgePlan judgePlan, Random random) {
        AnalysisPlan plan = Plans.judgedBy(judgePlan, Plans.ERRORS, Plans.LATENCY);
        Judge judge = Judge.of(plan, List.of());
        double[] bounds = random.nextInt(4) == 0 ? new double[0] : new double[] {10, 50, 100, 500, 1000};
        Instant now = Traffic.START;
        Exposure step = new Exposure(0, Weight.of(20), now.plusMillis(random.nextInt(3000)), now.plusSeconds(4));
        List<Findings> findings = new ArrayList<>(List.of(judge.judge(step, Optional.of(Weight.ALL))));
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(20) == 0) {
                int weight = Math.min(100, step.weight().percent() + 40);
                step = new Exposure(step.step() + 1, Weight.of(weight), now.plusMillis(random.nextInt(2)), now);
            }
            Instant end = now.plus(INTERVAL);
            judge = judge.observe(
                    new IntervalSample(now, end, version(random, bounds), version(random, bounds), true), step);
            Optional<Weight> next = Optional.of(Weight.ALL).filter(weight -> random.nextBoolean());
            Findings found = judge.judge(step, next);
            assertThat(judge.asksForRollback(step, next)).isEqualTo(found.verdict() == Verdict.ROLL_BACK);
            findings.add(found);
            now = random.nextInt(10) == 0 ? end.plus(INTERVAL) : end;
        }
        return findings;
    }

    private static VersionSample version(Random random, double[] bounds) {
        long requests = random.nextInt(8) == 0 ? 0 : random.nextInt(2000);
        long errors = random.nextInt(3) == 0 ? requests / (1 + random.nextInt(300)) : 0;
        long[] counts = new long[bounds.length + 1];
        for (long i = 0; i < requests; i++) {
            counts[Math.min(bounds.length, Math.abs((int) (random.nextGaussian() * 2)))]++;
        }
        LatencyHistogram latency = bounds.length == 0 ? LatencyHistogram.empty() : new LatencyHistogram(bounds, counts);
        return new VersionSample(requests, errors, latency);
    }

    private static void tell(Findings findings) {
        Judgement judgement = new Judgement(
                new ReleaseKey("shop", "servicea"),
                "release",
                "request",
                0,
                1,
                Traffic.START,
                Traffic.START,
                findings.verdict(),
                findings.reason(),
                findings.message(),
                DataState.EXACT,
                findings.metrics(),
                findings.traffic(),
                findings.missing());
        Envelope envelope = new Envelope(
                "id",
                URI.create("/huidu/analyzer"),
                Traffic.START,
                "release",
                Optional.empty(),
                new AnalysisJudged(EventType.ANALYSIS_PROGRESSED, judgement));

        assertThat(findings.message()).isNotBlank().doesNotContain("NaN", "Infinity", "Optional", "null");
        assertThat(CODEC.encode("topic", envelope).value()).isNotEmpty();
    }
}
