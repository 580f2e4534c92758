package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.CheckResult;
import io.huidu.events.Counts;
import io.huidu.events.JudgePlan.Rule;
import io.huidu.events.JudgePlan.Threshold;
import io.huidu.events.LatencyStatistic;
import io.huidu.events.MetricPlan;
import io.huidu.events.MetricReport;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdJudgeTest {

    private static final LatencyHistogram FAST = latency(1000, 0);
    private static final LatencyHistogram SLOW = latency(900, 100);

    @Test
    void flaggersFirstPassedCheckPromotes() {
        Release release = release(flagger(1), Plans.ERRORS);

        Findings findings = release.observe(1000, 500, 1000, 10);

        assertThat(findings.verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(findings.reason()).isEqualTo(Reason.CHECKS_PASSED);
        assertThat(findings.message())
                .isEqualTo("0 of 1 failed checks that roll back:"
                        + " errors: error rate of the canary is 1 %, at most 1 % allowed");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "5"})
    void flaggerRollsBackOneIntervalAfterTheLastFailedCheckThatItTakes(int threshold) {
        Release release = release(flagger(threshold), Plans.ERRORS);

        for (int i = 0; i < threshold; i++) {
            Findings findings = release.observe(1000, 0, 1000, 11);
            assertThat(findings.verdict()).isEqualTo(Verdict.CONTINUE);
            assertThat(findings.reason()).isEqualTo(Reason.CHECKS_PENDING);
        }
        Findings findings = release.observe(1000, 0, 1000, 0);

        assertThat(findings.verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(findings.reason()).isEqualTo(Reason.CHECKS_FAILED);
        assertThat(findings.message())
                .isEqualTo("%1$d of %1$d failed checks that roll back:".formatted(threshold)
                        + " errors: error rate of the canary is 1.1 %, at most 1 % allowed");
        assertThat(release.enter(50, Optional.empty()).observe(1000, 0, 1000, 0).verdict())
                .isEqualTo(Verdict.ROLL_BACK);
    }

    @Test
    void flaggersFailedChecksAddUpOverStepsWhateverPassesBetween() {
        Release release = release(flagger(2), Plans.ERRORS);

        release.observe(1000, 0, 1000, 11);
        assertThat(release.observe(1000, 0, 1000, 0).verdict()).isEqualTo(Verdict.PROMOTE);
        release.enter(50, Optional.of(Weight.ALL));
        assertThat(release.findings().verdict()).isEqualTo(Verdict.CONTINUE);
        release.observe(1000, 0, 1000, 11);

        assertThat(release.observe(1000, 0, 1000, 0).verdict()).isEqualTo(Verdict.ROLL_BACK);
    }

    @Test
    void anIntervalFailsOneCheckHoweverManyMetricsFailInIt() {
        Release release = release(flagger(2), Plans.ERRORS, Plans.LATENCY);

        release.observe(sample(release, 1000, 100, SLOW));

        assertThat(release.observe(sample(release, 1000, 0, FAST)).verdict()).isEqualTo(Verdict.PROMOTE);
    }

    @Test
    void silenceOfTheCanaryIsAFailedCheckToFlaggerAndAnErrorToArgo() {
        Release flagger = release(flagger(1), Plans.ERRORS);
        Release argo = release(argo(0, Optional.empty()), Plans.ERRORS);

        assertThat(flagger.observe(1000, 0, 0, 0).verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(flagger.findings().reason()).isEqualTo(Reason.NO_CANARY_TRAFFIC);
        assertThat(flagger.findings().metrics().getFirst().check().orElseThrow().result())
                .isEqualTo(CheckResult.NO_DATA);
        assertThat(flagger.observe(1000, 0, 1000, 0).verdict()).isEqualTo(Verdict.ROLL_BACK);
        for (int i = 0; i < 4; i++) {
            assertThat(argo.observe(1000, 0, 0, 0).verdict()).isEqualTo(Verdict.CONTINUE);
        }
        assertThat(argo.observe(1000, 0, 0, 0).verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(argo.findings().message())
                .isEqualTo("0 measurements with 0 failed, at most 0 may, 5 in a row without a value:"
                        + " errors: the canary has no value, at most 1 % allowed");
    }

    @Test
    void argosErrorsInARowAreForgottenWithAValue() {
        Release release = release(argo(0, Optional.empty()), Plans.ERRORS);

        for (int i = 0; i < 12; i++) {
            assertThat(release.observe(1000, 0, i % 5 == 4 ? 1000 : 0, 0).verdict())
                    .isNotEqualTo(Verdict.ROLL_BACK);
        }
    }

    @Test
    void argoRollsBackAtOnceAboveItsLimit() {
        Release release = release(argo(1, Optional.empty()), Plans.ERRORS);

        assertThat(release.observe(1000, 0, 1000, 11).verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(release.observe(1000, 0, 1000, 11).verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(release.findings().message())
                .isEqualTo("2 measurements with 2 failed, at most 1 may:"
                        + " errors: error rate of the canary is 1.1 %, at most 1 % allowed");
        String said = release.findings().message();
        release.enter(50, Optional.empty()).observe(1000, 0, 1000, 0);
        assertThat(release.findings().verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(release.findings().message()).isEqualTo(said);
    }

    @Test
    void argosCountHoldsAStepAndBeginsAnewInTheNext() {
        Release release = release(argo(1, Optional.of(3)), Plans.ERRORS);

        assertThat(release.observe(1000, 0, 1000, 11).verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(release.observe(1000, 0, 1000, 0).reason()).isEqualTo(Reason.CHECKS_PENDING);
        assertThat(release.findings().message())
                .isEqualTo("2 of 3 measurements with 1 failed, at most 1 may:"
                        + " errors: error rate of the canary is 0 %, at most 1 % allowed");
        assertThat(release.observe(1000, 0, 1000, 0).verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(release.observe(1000, 0, 1000, 500).verdict()).isEqualTo(Verdict.PROMOTE);
        release.enter(50, Optional.empty());
        assertThat(release.observe(1000, 0, 1000, 11).verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(release.observe(1000, 0, 1000, 11).verdict()).isEqualTo(Verdict.ROLL_BACK);
    }

    @Test
    void argosSuccessesInARowMayEndTheCountEarlyAndLackOfThemWaitsForAPerson() {
        Rule rule = new Rule.Argo(1, Optional.of(3), 4, Optional.of(2));
        Release steady = release(rule, Plans.ERRORS);
        Release unsteady = release(rule, Plans.ERRORS);

        steady.observe(1000, 0, 1000, 0);
        assertThat(steady.observe(1000, 0, 1000, 0).verdict()).isEqualTo(Verdict.PROMOTE);
        unsteady.observe(1000, 0, 1000, 0);
        unsteady.observe(1000, 0, 1000, 11);
        assertThat(unsteady.observe(1000, 0, 1000, 0).reason()).isEqualTo(Reason.CHECKS_PENDING);
        assertThat(unsteady.findings().message()).contains("which is inconclusive and waits for a person");
    }

    @Test
    void judgesLatencyByTheStatisticThatIsNamed() {
        assertThat(afterSlow(LatencyStatistic.P50).verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(afterSlow(LatencyStatistic.MEAN).verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(afterSlow(LatencyStatistic.P95).verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(afterSlow(LatencyStatistic.P99).message())
                .isEqualTo("1 of 1 failed checks that roll back:"
                        + " latency: p99 of the canary is 945 ms, at most 500 ms allowed");
    }

    @Test
    void reportsWhatItCheckedAndNoEvidence() {
        MetricReport latency = afterSlow(LatencyStatistic.P99).metrics().getFirst();

        assertThat(latency.baseline()).isEqualTo(new Counts(1000, 0));
        assertThat(latency.canary()).isEqualTo(new Counts(1000, 100));
        assertThat(latency.badAboveMillis()).hasValue(500.0);
        assertThat(latency.excess().value()).hasValue(0.1);
        assertThat(latency.relativeRisk().value()).isEmpty();
        assertThat(latency.check()).hasValueSatisfying(check -> {
            assertThat(check.result()).isEqualTo(CheckResult.HIGH);
            assertThat(check.canary()).hasValue(945.0);
            assertThat(check.limit()).hasValue(500.0);
        });
        assertThat(latency.regression()).isEmpty();
        assertThat(latency.nonInferiority()).isEmpty();
        assertThat(latency.dispersion()).isEmpty();
    }

    @Test
    void aRateAtTheLimitPassesWhateverBinaryFractionsSay() {
        Threshold limits = new Threshold(0.93, LatencyStatistic.P99, 500, flagger(1));
        Release release = new Release(plan(limits, Plans.ERRORS), LatencyHistogram.empty(), 25);

        assertThat(release.observe(100, 0, 100, 7).verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(release.findings().metrics().getFirst().check().orElseThrow().limit())
                .hasValue(0.07);
    }

    @Test
    void aLatencyAtTheLimitPasses() {
        Threshold limits = new Threshold(0.99, LatencyStatistic.P50, 500, flagger(1));
        Release release = new Release(plan(limits, Plans.LATENCY), LatencyHistogram.empty(), 50);
        LatencyHistogram half = new LatencyHistogram(new double[] {500, 900}, new long[] {500, 500, 0});

        assertThat(release.observe(sample(release, 1000, 0, half)).verdict()).isEqualTo(Verdict.PROMOTE);
    }

    @Test
    void reportsTheErrorsOfBothVersions() {
        Release release = release(flagger(1), Plans.ERRORS);

        MetricReport errors = release.observe(1000, 20, 1000, 30).metrics().getFirst();
        MetricReport alone = release(flagger(1), Plans.ERRORS)
                .observe(0, 0, 1000, 30)
                .metrics()
                .getFirst();

        assertThat(errors.relativeRisk().value()).hasValue(1.5);
        assertThat(errors.excess().value().orElseThrow()).isCloseTo(0.01, within(1e-12));
        assertThat(alone.excess().value()).isEmpty();
    }

    @Test
    void aStepLastsAsLongAsItIsToLast() {
        AnalysisPlan plan = Plans.judgedBy(new Threshold(0.99, LatencyStatistic.P99, 500, flagger(1)), Plans.ERRORS);
        Release release = new Release(
                new AnalysisPlan(
                        plan.preset(),
                        plan.interval(),
                        plan.falseRollbackProbability(),
                        plan.falsePromotionProbability(),
                        plan.minRequests(),
                        Duration.ofSeconds(4),
                        plan.metrics(),
                        plan.stratifyBy(),
                        plan.judge(),
                        plan.shown()),
                LatencyHistogram.empty(),
                50);

        assertThat(release.observe(1000, 0, 1000, 0).reason()).isEqualTo(Reason.MINIMUM_DURATION);
        assertThat(release.observe(1000, 0, 1000, 0).verdict()).isEqualTo(Verdict.PROMOTE);
    }

    @Test
    void coldPodsAndTooFewRequestsHoldItUp() {
        Release cold = release(flagger(1), Plans.ERRORS).warmUntil(Release.START.plus(Duration.ofSeconds(3)));

        assertThat(cold.observe(1000, 0, 1000, 900).reason()).isEqualTo(Reason.WARMING_UP);
        assertThat(cold.observe(1000, 0, 1000, 900).reason()).isEqualTo(Reason.WARMING_UP);
        assertThat(cold.observe(1000, 0, 99, 0).reason()).isEqualTo(Reason.NOT_ENOUGH_REQUESTS);
        assertThat(cold.observe(1000, 0, 1, 0).verdict()).isEqualTo(Verdict.PROMOTE);
    }

    @Test
    void knowsNothingBeforeTheFirstInterval() {
        assertThat(release(flagger(1), Plans.ERRORS).findings().message())
                .isEqualTo("no interval has been checked yet");
    }

    private static Findings afterSlow(LatencyStatistic statistic) {
        Threshold limits = new Threshold(0.99, statistic, 500, flagger(1));
        Release release = new Release(plan(limits, Plans.LATENCY), LatencyHistogram.empty(), 50);
        return release.observe(sample(release, 1000, 0, SLOW));
    }

    private static IntervalSample sample(Release release, long requests, long errors, LatencyHistogram canary) {
        return new IntervalSample(
                release.now(),
                release.now().plus(Duration.ofSeconds(2)),
                new VersionSample(requests, 0, FAST),
                new VersionSample(requests, errors, canary),
                true);
    }

    /** So many requests of 0 to 100 ms, and so many of 900 to 950 ms. */
    private static LatencyHistogram latency(long fast, long slow) {
        return new LatencyHistogram(new double[] {100, 500, 900, 950}, new long[] {fast, 0, 0, slow, 0});
    }

    private static Release release(Rule rule, MetricPlan... metrics) {
        Threshold limits = new Threshold(0.99, LatencyStatistic.P99, 500, rule);
        return new Release(plan(limits, metrics), LatencyHistogram.empty(), 50);
    }

    private static AnalysisPlan plan(Threshold limits, MetricPlan... metrics) {
        return Plans.judgedBy(limits, metrics);
    }

    private static Rule flagger(int threshold) {
        return new Rule.Flagger(threshold);
    }

    private static Rule argo(int failureLimit, Optional<Integer> count) {
        return new Rule.Argo(failureLimit, count, 4, Optional.empty());
    }
}
