package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.analyzer.Draws;
import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.MetricPlan;
import io.huidu.events.QueryPlan;
import io.huidu.events.QueryPlan.Role;
import io.huidu.events.QueryPlan.Worse;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryJudgeTest {

    private static final int INTERVALS = 120;

    private static MetricPlan metric(Worse worse, double tolerance, double minDifference, Role role) {
        return MetricPlan.ofQuery(
                "depth", 1, tolerance, 0.25, new QueryPlan("q{{version}}", worse, minDifference, role));
    }

    private static AnalysisPlan plan(MetricPlan query) {
        return Plans.of(Plans.ERRORS, query);
    }

    /** Means 100 and 100 × factor, with deviations of 5. */
    private static Release after(AnalysisPlan plan, double factor, long seed) {
        Draws draws = new Draws(seed);
        Release release = new Release(plan, LatencyHistogram.empty(), 40);
        for (int i = 0; i < INTERVALS && release.findings().verdict() != Verdict.ROLL_BACK; i++) {
            release.observe(interval(100 + 5 * draws.normal(), 100 * factor + 5 * draws.normal()));
        }
        return release;
    }

    private static IntervalSample interval(double baseline, double canary) {
        VersionSample v1 = new VersionSample(1200, 2, LatencyHistogram.empty());
        VersionSample v2 = new VersionSample(800, 1, LatencyHistogram.empty());
        return new IntervalSample(
                Release.START,
                Release.START.plusSeconds(2),
                v1.with(Map.of("depth", baseline)),
                v2.with(Map.of("depth", canary)),
                true);
    }

    @ParameterizedTest
    @CsvSource({"HIGHER, 1.3", "LOWER, 0.7"})
    void aNumberThatIsWorseRollsBack(Worse worse, double factor) {
        Release release = after(plan(metric(worse, 0.1, 0, Role.WATCH)), factor, 1);

        assertThat(release.findings().reason()).isEqualTo(Reason.METRIC_REGRESSED);
    }

    @ParameterizedTest
    @CsvSource({"HIGHER, 0.5", "LOWER, 1.5", "HIGHER, 1.05", "LOWER, 0.95"})
    void aNumberThatIsBetterOrWithinToleranceDoesNot(Worse worse, double factor) {
        Release release = after(plan(metric(worse, 0.1, 0, Role.WATCH)), factor, 1);

        assertThat(release.findings().verdict()).isEqualTo(Verdict.PROMOTE);
    }

    @Test
    void aDifferenceThatNobodyCaresAboutDoesNot() {
        Release release = after(plan(metric(Worse.HIGHER, 0, 20, Role.WATCH)), 1.1, 1);

        assertThat(release.findings().verdict()).isEqualTo(Verdict.PROMOTE);
    }

    @Test
    void aGateIsPassedOnceTheNumberIsShownNotToBeWorse() {
        Release same = after(plan(metric(Worse.HIGHER, 0.1, 0, Role.GATE)), 1, 1);
        Release atTheMargin = after(plan(metric(Worse.HIGHER, 0.25, 0, Role.GATE)), 1.25, 1);

        assertThat(same.findings().verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(atTheMargin.findings().reason()).isEqualTo(Reason.NOT_ENOUGH_EVIDENCE);
    }

    /** Both numbers are always 0, as a queue's length may be. */
    @Test
    void nothingOnBothSidesPassesAGateWithADifferenceThatNobodyCaresAbout() {
        Release release = new Release(plan(metric(Worse.HIGHER, 0.1, 1, Role.GATE)), LatencyHistogram.empty(), 40);

        int intervals = release.intervalsUntilDecided(INTERVALS, w -> interval(0, 0));

        assertThat(release.findings().verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(intervals).isLessThan(30);
    }

    @Test
    void tellsWhatTheNumbersWere() {
        Release release = new Release(plan(metric(Worse.HIGHER, 0.1, 0, Role.GATE)), LatencyHistogram.empty(), 40);

        Findings findings = release.observe(interval(0.00021, 0.00032));

        assertThat(findings.message())
                .contains(
                        "depth: not shown to be within the margin (the canary is at 0.000320 and the baseline at 0.000210, over 1 intervals)");
    }

    /** A difference of the largest numbers isn't one. */
    @Test
    void passesOverADifferenceThatIsNoNumber() {
        Release release = new Release(plan(metric(Worse.HIGHER, 0.1, 0, Role.GATE)), LatencyHistogram.empty(), 40);

        Findings findings = release.observe(interval(-Double.MAX_VALUE, Double.MAX_VALUE));

        assertThat(findings.metrics().getLast().query()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void onlyFiniteNumbersAreNumbers(double number) {
        assertThatThrownBy(() -> VersionSample.NONE.with(Map.of("depth", number)))
                .hasMessageStartingWith("numbers: got {depth=");
    }
}
