package io.huidu.analyzer.verdict;

import static io.huidu.analyzer.verdict.Traffic.Behaviour.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.CheckResult;
import io.huidu.events.Estimate;
import io.huidu.events.JudgePlan.MannWhitney;
import io.huidu.events.LatencyStatistic;
import io.huidu.events.MetricCheck;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.MetricReport;
import io.huidu.events.Missing;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Intervals take two seconds. */
class MannWhitneyJudgeTest {

    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    @Test
    void aHealthyCanaryIsPromotedAtTheLastJudgementOfAStep() {
        Release release = release(rule(60, 20), Plans.ERRORS);

        for (int i = 0; i < 29; i++) {
            Findings findings = release.observe(1000, i % 3, 1000, (i + 1) % 3);
            assertThat(findings.verdict()).isEqualTo(Verdict.CONTINUE);
            assertThat(findings.reason()).isEqualTo(Reason.CHECKS_PENDING);
        }

        Findings findings = release.observe(1000, 2, 1000, 0);
        assertThat(findings.verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(findings.reason()).isEqualTo(Reason.CHECKS_PASSED);
        assertThat(findings.message())
                .startsWith("judgement 3 of 3: score 100, 75 or more passes at the last one and "
                        + "50 or less fails at any; errors passes");
        assertThat(release.observe(1000, 0, 1000, 900).verdict()).isEqualTo(Verdict.PROMOTE);
    }

    @Test
    void saysWhenItWillHaveJudged() {
        Release release = release(rule(60, 20), Plans.ERRORS);

        Findings findings = release.observe(1000, 0, 1000, 0);

        assertThat(findings.message()).isEqualTo("no judgement of 3 yet, the next after 20 s in the step");
        assertThat(findings.missing())
                .hasValue(new Missing(29_000, Optional.of(Release.START.plus(Duration.ofSeconds(60)))));
    }

    @Test
    void aBadCanaryIsRolledBackAtTheFirstJudgement() {
        Release release = release(rule(60, 20), Plans.ERRORS);

        for (int i = 0; i < 9; i++) {
            assertThat(release.observe(1000, i % 3, 1000, 50 + i % 3).verdict()).isEqualTo(Verdict.CONTINUE);
        }
        Findings findings = release.observe(1000, 0, 1000, 51);

        assertThat(findings.verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(findings.reason()).isEqualTo(Reason.CHECKS_FAILED);
        assertThat(findings.message())
                .isEqualTo("judgement 1 of 3: score 0, 75 or more passes at the last one and 50 or less fails at any;"
                        + " errors is high, error rate on average 5.1 % against 0.09 %"
                        + " (shifted by 4.9 % to 5.1 %, more than 1.25 % counts)");
        assertThat(release.enter(50, Optional.empty()).observe(1000, 0, 1000, 0).verdict())
                .isEqualTo(Verdict.ROLL_BACK);
    }

    @Test
    void reportsTheComparisonAndNoEvidence() {
        Release release = release(rule(20, 20), Plans.ERRORS);

        for (int i = 0; i < 10; i++) {
            release.observe(1000, i % 3, 1000, 50 + i % 3);
        }

        MetricCheck check = release.findings().metrics().getFirst().check().orElseThrow();
        assertThat(check.result()).isEqualTo(CheckResult.HIGH);
        assertThat(check.baseline().orElseThrow()).isCloseTo(0.0009, within(1e-12));
        assertThat(check.canary().orElseThrow()).isCloseTo(0.0509, within(1e-12));
        assertThat(check.shift().value().orElseThrow()).isCloseTo(0.05, within(1e-3));
        assertThat(check.limit().orElseThrow()).isCloseTo(0.0125, within(3e-4));
        assertThat(release.findings().metrics().getFirst().regression()).isEmpty();
    }

    @Test
    void metricsCountByTheirWeights() {
        MetricPlan light = new MetricPlan("latency", MetricKind.LATENCY, 1, 0.2, 0, 0.25, 0.02);
        MetricPlan heavy = new MetricPlan("errors", MetricKind.ERRORS, 4, 0, 0, 0.25, 0.005);

        assertThat(afterSlowTraffic(light, heavy).message())
                .contains("score 80,")
                .contains("latency is high");
        assertThat(afterSlowTraffic(light, heavy).verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(afterSlowTraffic(light, Plans.ERRORS).verdict()).isEqualTo(Verdict.ROLL_BACK);
    }

    @Test
    void allowsAsMuchOfAnIncreaseAsSaid() {
        MannWhitney tolerant = new MannWhitney(
                75,
                50,
                TWO_SECONDS.multipliedBy(30),
                TWO_SECONDS.multipliedBy(30),
                Optional.empty(),
                1.6,
                LatencyStatistic.P95);

        assertThat(afterSlowTraffic(tolerant, Plans.LATENCY).verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(afterSlowTraffic(rule(60, 60), Plans.LATENCY).verdict()).isEqualTo(Verdict.ROLL_BACK);
    }

    @Test
    void halfOfTheMetricsWithoutDataIsAFailure() {
        Release release = release(rule(20, 20), Plans.ERRORS, Plans.LATENCY);

        for (int i = 0; i < 10; i++) {
            release.observe(1000, 0, 1000, 0);
        }

        assertThat(release.findings().verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(release.findings().message()).contains("score 0,").contains("latency has no data");
    }

    @Test
    void aStepIsAStageOfItsOwn() {
        Release release = release(rule(20, 20), Plans.ERRORS);
        for (int i = 0; i < 10; i++) {
            release.observe(1000, i % 2, 1000, i % 3);
        }
        assertThat(release.findings().verdict()).isEqualTo(Verdict.PROMOTE);

        release.enter(50, Optional.of(Weight.ALL));

        assertThat(release.observe(1000, 0, 1000, 0).reason()).isEqualTo(Reason.CHECKS_PENDING);
        assertThat(release.findings().message()).startsWith("no judgement of 1 yet");
    }

    @Test
    void coldPodsAreNotCompared() {
        Release release = release(rule(20, 20), Plans.ERRORS).warmUntil(Release.START.plus(Duration.ofSeconds(10)));

        for (int i = 0; i < 5; i++) {
            assertThat(release.observe(1000, 0, 1000, 900).reason()).isEqualTo(Reason.WARMING_UP);
        }
        for (int i = 0; i < 9; i++) {
            assertThat(release.observe(1000, i % 2, 1000, i % 3).reason()).isEqualTo(Reason.CHECKS_PENDING);
        }
        assertThat(release.observe(1000, 1, 1000, 1).verdict()).isEqualTo(Verdict.PROMOTE);
    }

    @Test
    void looksBackOnlyAsFarAsAsked() {
        Release forgetful = release(sliding(20, 20), Plans.ERRORS);
        Release thorough = release(rule(80, 20), Plans.ERRORS);

        for (int i = 0; i < 40; i++) {
            int bad = i < 30 ? i % 3 : 20 + i % 3;
            forgetful.observe(1000, (i + 1) % 3, 1000, bad);
            thorough.observe(1000, (i + 1) % 3, 1000, bad);
        }

        assertThat(forgetful.findings().verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(thorough.findings().verdict()).isEqualTo(Verdict.PROMOTE);
    }

    @Test
    void looksBackNoFurtherAtTheFirstJudgementEither() {
        Release release = release(sliding(40, 20), Plans.ERRORS);

        for (int i = 0; i < 20; i++) {
            release.observe(1000, i % 3, 1000, i < 10 ? 90 + i % 3 : (i + 1) % 3);
        }

        assertThat(release.findings().message()).startsWith("judgement 1 of 2: score 100,");
    }

    @Test
    void anIntervalWithoutTheCanaryHasNoValue() {
        Release release = release(rule(20, 20), Plans.ERRORS);

        for (int i = 0; i < 10; i++) {
            release.observe(1000, i % 3, i < 5 ? 0 : 1000, 0);
        }

        MetricCheck check = release.findings().metrics().getFirst().check().orElseThrow();
        assertThat(check.result()).isEqualTo(CheckResult.PASS);
        assertThat(check.canary()).hasValue(0.0);
    }

    @Test
    void countsNoSlowRequestsWhereNoBoundMakesThemSo() {
        MetricReport latency =
                afterSlowTraffic(rule(60, 60), Plans.LATENCY).metrics().getFirst();

        assertThat(latency.badAboveMillis()).isEmpty();
        assertThat(latency.canary().requests()).isGreaterThan(10_000);
        assertThat(latency.excess()).isEqualTo(Estimate.UNKNOWN);
    }

    @Test
    void aJudgementLooksAtTheIntervalInWhichItFalls() {
        Release release = release(sliding(2, 2), Plans.ERRORS).warmUntil(Release.START.plusMillis(500));

        release.observe(1000, 0, 1000, 0);
        release.observe(1000, 1, 1000, 1);

        assertThat(release.findings().message()).startsWith("judgement 1 of 40: score 100,");
    }

    @Test
    void atAHundredPercentThereIsNothingToCompareWith() {
        Release release = release(rule(20, 20), Plans.ERRORS).enter(100, Optional.empty());

        for (int i = 0; i < 12; i++) {
            Findings findings = release.observe(0, 0, 1000, 5);
            assertThat(findings.verdict()).isEqualTo(Verdict.PROMOTE);
            assertThat(findings.message()).isEqualTo("at 100 % there is no baseline to compare with");
        }
    }

    @Test
    void whatHasFailedStaysSoAtAHundredPercent() {
        Release release = release(rule(20, 20), Plans.ERRORS);
        for (int i = 0; i < 10; i++) {
            release.observe(1000, i % 3, 1000, 50 + i % 3);
        }

        release.enter(100, Optional.empty());

        assertThat(release.findings().verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(release.observe(0, 0, 1000, 0).verdict()).isEqualTo(Verdict.ROLL_BACK);
    }

    @Test
    void aScoreBetweenTheThresholdsGoesOnAndFailsOnlyAtTheEnd() {
        MetricPlan third = new MetricPlan("latency", MetricKind.LATENCY, 2, 0.2, 0, 0.25, 0.02);
        MetricPlan twoThirds = new MetricPlan("errors", MetricKind.ERRORS, 3, 0, 0, 0.25, 0.005);
        Release release = release(rule(60, 20), third, twoThirds);
        Traffic traffic = new Traffic(11, TWO_SECONDS);

        for (int i = 0; i < 29; i++) {
            IntervalSample sample = traffic.next(1000, 0.5, HEALTHY, HEALTHY.slower(1.5));
            assertThat(release.observe(sample).verdict()).isEqualTo(Verdict.CONTINUE);
        }
        release.observe(traffic.next(1000, 0.5, HEALTHY, HEALTHY.slower(1.5)));

        assertThat(release.findings().message()).startsWith("judgement 3 of 3: score 60,");
        assertThat(release.findings().verdict()).isEqualTo(Verdict.ROLL_BACK);
    }

    @Test
    void knowsNothingBeforeTheFirstInterval() {
        assertThat(release(rule(60, 20), Plans.ERRORS).findings().message())
                .isEqualTo("no interval has been compared yet");
    }

    private static Findings afterSlowTraffic(MetricPlan... metrics) {
        return afterSlowTraffic(rule(60, 60), metrics);
    }

    /** A minute of it, the canary half as slow again. */
    private static Findings afterSlowTraffic(MannWhitney rule, MetricPlan... metrics) {
        Release release = release(rule, metrics);
        Traffic traffic = new Traffic(11, TWO_SECONDS);
        for (int i = 0; i < 30; i++) {
            release.observe(traffic.next(1000, 0.5, HEALTHY, HEALTHY.slower(1.5)));
        }
        return release.findings();
    }

    private static MannWhitney sliding(int intervalSeconds, int lookbackSeconds) {
        return new MannWhitney(
                75,
                50,
                Duration.ofSeconds(80),
                Duration.ofSeconds(intervalSeconds),
                Optional.of(Duration.ofSeconds(lookbackSeconds)),
                1,
                LatencyStatistic.P99);
    }

    private static MannWhitney rule(int lifetimeSeconds, int intervalSeconds) {
        return new MannWhitney(
                75,
                50,
                Duration.ofSeconds(lifetimeSeconds),
                Duration.ofSeconds(intervalSeconds),
                Optional.empty(),
                1,
                LatencyStatistic.P95);
    }

    private static Release release(MannWhitney rule, MetricPlan... metrics) {
        return new Release(Plans.judgedBy(rule, metrics), LatencyHistogram.empty(), 50);
    }
}
