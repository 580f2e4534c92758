package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Traffic.Behaviour;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.MetricReport;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {

    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final Behaviour HEALTHY = Behaviour.HEALTHY;

    private static Release release(Traffic traffic, AnalysisPlan plan, int weight) {
        return new Release(plan, traffic.latency(3000, HEALTHY), weight);
    }

    private static AnalysisPlan both() {
        return Plans.of(Plans.ERRORS, Plans.LATENCY);
    }

    /** 400 requests per second: 12, 8 and 18 s are usual with the default budgets. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void promotesAHealthyCanaryThroughEveryStep(long seed) {
        Traffic traffic = new Traffic(seed, TWO_SECONDS);
        Release release = release(traffic, both(), 10).nextWeight(25);

        int at10 = release.intervalsUntilDecided(25, w -> traffic.next(800, w, HEALTHY, HEALTHY));
        assertThat(release.findings().verdict()).isEqualTo(Verdict.PROMOTE);
        release.enter(25, Optional.of(Weight.of(50)));
        int at25 = release.intervalsUntilDecided(25, w -> traffic.next(800, w, HEALTHY, HEALTHY));
        assertThat(release.findings().verdict()).isEqualTo(Verdict.PROMOTE);
        release.enter(50, Optional.of(Weight.ALL));
        int at50 = release.intervalsUntilDecided(25, w -> traffic.next(800, w, HEALTHY, HEALTHY));
        assertThat(release.findings().verdict()).isEqualTo(Verdict.PROMOTE);

        System.out.printf("seed %d: promoted after %d, %d and %d intervals of 2 s%n", seed, at10, at25, at50);
        assertThat(release.findings().reason()).isEqualTo(Reason.WITHIN_HARM_BUDGET);
    }

    /** Six of ten requests are of users who stayed; a quarter of the other four would follow. */
    @Test
    void wantsTheHarmToFitTheShareThatAWeightComesTo() {
        Release release = new Release(Plans.of(Plans.ERRORS), LatencyHistogram.empty(), 10)
                .nextWeight(25)
                .keepingUsers();

        Findings findings = release.observe(200, 2, 300, 3);

        assertThat(findings.reason()).isEqualTo(Reason.NOT_ENOUGH_EVIDENCE);
        assertThat(findings.message()).contains("errors: at 70 % ");
    }

    @ParameterizedTest
    @CsvSource({"1, 25", "2, 25", "3, 10", "4, 50"})
    void rollsBackWithinFourIntervalsWhenErrorsRiseTenfold(long seed, int weight) {
        Traffic traffic = new Traffic(seed, TWO_SECONDS);
        Behaviour flaky = HEALTHY.withErrors(0.02);
        int requests = 25_000 / weight;

        Release release = release(traffic, both(), weight);
        int intervals = release.intervalsUntilDecided(10, w -> traffic.next(requests, w, flaky, flaky.withErrors(0.2)));

        assertThat(release.findings().reason()).isEqualTo(Reason.ERRORS_REGRESSED);
        assertThat(intervals).isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void rollsBackWithinFiveIntervalsWhenLatencyDoubles(long seed) {
        Traffic traffic = new Traffic(seed, TWO_SECONDS);

        Release release = release(traffic, both(), 25);
        int intervals = release.intervalsUntilDecided(10, w -> traffic.next(800, w, HEALTHY, HEALTHY.slower(2)));

        assertThat(release.findings().reason()).isEqualTo(Reason.LATENCY_REGRESSED);
        assertThat(intervals).isLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.3, 6", "2, 0.3, 6", "3, 0.1, 7", "4, 0.05, 9"})
    void rollsBackWhenTheFaultComesInALaterStep(long seed, double errors, int most) {
        Traffic traffic = new Traffic(seed, TWO_SECONDS);
        Release release = release(traffic, both(), 10).nextWeight(25);
        release.intervalsUntilDecided(25, w -> traffic.next(800, w, HEALTHY, HEALTHY));
        release.enter(25, Optional.of(Weight.of(50)));
        release.observe(traffic.next(800, 0.25, HEALTHY, HEALTHY));

        int intervals =
                release.intervalsUntilDecided(20, w -> traffic.next(800, w, HEALTHY, HEALTHY.withErrors(errors)));

        assertThat(release.findings().reason()).isEqualTo(Reason.ERRORS_REGRESSED);
        assertThat(intervals).isLessThanOrEqualTo(most);
    }

    @Test
    @Tag("slow")
    void rollsBackNoHealthyCanary() {
        long rolledBack = LongStream.range(0, 40)
                .filter(seed -> {
                    Traffic traffic = new Traffic(seed, TWO_SECONDS);
                    Release release = release(traffic, both(), 20);
                    return LongStream.range(0, 30)
                            .mapToObj(i -> release.observe(traffic.next(300, 0.2, HEALTHY, HEALTHY)))
                            .anyMatch(f -> f.verdict() == Verdict.ROLL_BACK);
                })
                .count();

        assertThat(rolledBack).as("of 40, seeds 0 to 39").isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void decidesNothingFromARequestPerSecond(long seed) {
        Traffic traffic = new Traffic(seed, Duration.ofSeconds(15));
        Release release = release(traffic, both(), 25);

        int intervals = release.intervalsUntilDecided(60, w -> traffic.next(15, w, HEALTHY, HEALTHY));

        assertThat(intervals).isEqualTo(61);
    }

    @Test
    void saysTheSameOfTheSameSamplesBitForBit() {
        Findings first = replay();
        Findings second = replay();

        assertThat(second).isEqualTo(first);
        assertThat(second.metrics()).hasSize(2);
    }

    private static Findings replay() {
        Traffic traffic = new Traffic(11, TWO_SECONDS);
        Release release = release(traffic, both(), 25);
        release.intervalsUntilDecided(12, w -> traffic.next(500, w, HEALTHY, HEALTHY.slower(1.1)));
        return release.findings();
    }

    @Test
    void leavesWhatWasKnownAsItWas() {
        Traffic traffic = new Traffic(12, TWO_SECONDS);
        Judge before = Judge.of(both(), List.of());
        io.huidu.events.Exposure step = new io.huidu.events.Exposure(0, Weight.of(25), Release.START, Release.START);
        Judge one = before.observe(traffic.next(500, 0.25, HEALTHY, HEALTHY), step);
        Findings then = one.judge(step, Optional.empty());

        one.observe(traffic.next(500, 0.25, HEALTHY, HEALTHY.withErrors(1)), step);

        assertThat(one.judge(step, Optional.empty())).isEqualTo(then);
        assertThat(before.judge(step, Optional.empty()).metrics()).isEmpty();
    }

    @Test
    void takesTheThresholdsOfTheFirstIntervalFromBothVersionsWithoutAPast() {
        Traffic traffic = new Traffic(13, TWO_SECONDS);
        Release release = new Release(Plans.of(Plans.LATENCY), LatencyHistogram.empty(), 25);

        MetricReport first = release.observe(traffic.next(800, 0.25, HEALTHY, HEALTHY.slower(3)))
                .metrics()
                .getFirst();
        MetricReport second = release.observe(traffic.next(800, 0.25, HEALTHY, HEALTHY.slower(3)))
                .metrics()
                .getFirst();

        assertThat(first.badAboveMillis()).isPresent();
        assertThat(first.regression().orElseThrow().logE()).isPositive();
        assertThat(first.nonInferiority().orElseThrow().logE()).isCloseTo(0, within(1e-9));
        assertThat(second.regression().orElseThrow().logE())
                .isGreaterThan(first.regression().orElseThrow().logE());
    }

    @Test
    void namesTheMetricThatIsWorse() {
        Traffic traffic = new Traffic(14, TWO_SECONDS);
        MetricPlan unimportant = new MetricPlan("failures", MetricKind.ERRORS, 0.1, 0, 0, 0.25, 0.005);
        Release release = release(traffic, Plans.of(Plans.LATENCY, unimportant), 25);

        release.intervalsUntilDecided(20, w -> traffic.next(800, w, HEALTHY, HEALTHY.withErrors(0.2)));
        // The mean of both passes its bound before any of them alone does.
        release.observe(traffic.next(800, 0.25, HEALTHY, HEALTHY.withErrors(0.2)));

        assertThat(release.findings().reason()).isEqualTo(Reason.ERRORS_REGRESSED);
        assertThat(release.findings().metrics())
                .extracting(m -> m.regression().orElseThrow().isReached())
                .containsExactly(false, true);
    }

    @Test
    void toleratesWhatThePlanTolerates() {
        MetricPlan tolerant = new MetricPlan("errors", MetricKind.ERRORS, 1, 1, 0, 0.25, 0.005);
        MetricPlan indifferent = new MetricPlan("errors", MetricKind.ERRORS, 1, 0, 0.05, 0.25, 0.005);

        assertThat(afterTwentyIntervals(Plans.ERRORS).verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(afterTwentyIntervals(tolerant).verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(afterTwentyIntervals(indifferent).verdict()).isEqualTo(Verdict.CONTINUE);
    }

    /** 1 % on the baseline, 1.8 % on the canary. */
    private static Findings afterTwentyIntervals(MetricPlan metric) {
        Release release = new Release(Plans.of(metric), LatencyHistogram.empty(), 50);
        for (int i = 0; i < 20; i++) {
            release.observe(1000, 10, 1000, 18);
        }
        return release.findings();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "100, 0, 100, 0",
        "100, 100, 100, 100",
        "100, 0, 100, 100",
        "100, 100, 100, 0",
        "100, 5, 0, 0",
        "0, 0, 100, 5",
        "1000000000, 1000000, 1000000000, 1000001",
        "1000000000, 999999999, 1, 0",
        "1, 0, 1000000000, 1000000000"
    })
    void staysFiniteInEveryCorner(long n1, long k1, long n2, long k2) {
        Release release = new Release(Plans.of(1e-12, Plans.ERRORS), LatencyHistogram.empty(), 50);

        for (int i = 0; i < 3; i++) {
            MetricReport report = release.observe(n1, k1, n2, k2).metrics().getFirst();
            assertThat(report.regression().orElseThrow().logE()).isFinite();
            assertThat(report.nonInferiority().orElseThrow().logE()).isFinite();
            assertThat(report.harm().orElse(0.0)).isBetween(0.0, 1.0);
            assertThat(report.dispersion().orElseThrow()).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void sharesTheErrorProbabilityAmongTheMetrics() {
        MetricPlan heavy = new MetricPlan("errors", MetricKind.ERRORS, 3, 0, 0, 0.25, 0.005);
        Release release = new Release(Plans.of(heavy, Plans.LATENCY), LatencyHistogram.empty(), 50);

        Findings findings = release.observe(100, 1, 100, 1);

        assertThat(findings.metrics())
                .extracting(m -> m.regression().orElseThrow().bound())
                .containsExactly(-StrictMath.log(0.75 * 0.01), -StrictMath.log(0.25 * 0.01));
    }
}
