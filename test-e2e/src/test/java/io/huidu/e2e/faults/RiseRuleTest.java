package io.huidu.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.e2e.faults.Sighting.Desired;
import io.huidu.e2e.faults.Sighting.Routed;
import io.huidu.e2e.faults.Sighting.Said;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.Envelope;
import io.huidu.events.Event;
import io.huidu.events.EventType;
import io.huidu.events.Exposure;
import io.huidu.events.Judgement;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Verdict;
import io.huidu.events.Version;
import io.huidu.events.Weight;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rule that judges the crash tests is itself put to the test. */
class RiseRuleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ReleaseKey RELEASE = new ReleaseKey("shop", "servicea");

    @Test
    void acceptsARiseAfterAPromoteForExactlyIt() {
        // Given
        var rule = rule(
                desired(0), routed(1, 0), routed(2, 20), asked(3, "r/0", 20, 60), promote(4, "r/0"), routed(5, 60));

        // Then
        assertThat(rule.violations()).isEmpty();
        assertThat(rule.rises()).isEqualTo(1);
    }

    @Test
    void acceptsFallsAndTheFirstStepWithoutAnyVerdict() {
        // Given
        var rule = rule(desired(0), routed(1, 0), routed(2, 20), routed(3, 0));

        // Then
        assertThat(rule.violations()).isEmpty();
        assertThat(rule.rises()).isZero();
    }

    @Test
    void acceptsThatTheVersionThatServesGetsItsTrafficBack() {
        // Given
        var back = new Desired(START.plusSeconds(3), "v1", "v1");
        var rule = rule(desired(0), routed(1, 0), routed(2, 20), back, routed(4, 0));

        // Then
        assertThat(rule.violations()).isEmpty();
    }

    @Test
    void findsARiseBeforeItsPromote() {
        // Given
        var rule = rule(desired(0), routed(1, 20), asked(2, "r/0", 20, 60), routed(3, 60), promote(4, "r/0"));

        // Then
        assertThat(rule.violations())
                .singleElement()
                .asString()
                .contains("v2 rose from 20 % to 60 %")
                .contains("without a promote");
    }

    @Test
    void findsARiseOnThePromoteOfAnotherStep() {
        // Given
        var rule = rule(
                desired(0),
                routed(1, 60),
                asked(2, "r/0", 20, 60),
                asked(3, "r/1", 60, 100),
                promote(4, "r/0"),
                routed(5, 100));

        // Then
        assertThat(rule.violations()).hasSize(1);
    }

    @Test
    void findsARiseOnAPromoteOfLongAgo() {
        // Given
        var rule = rule(desired(0), routed(1, 20), asked(2, "r/0", 20, 60), promote(3, "r/0"), routed(40, 60));

        // Then
        assertThat(rule.violations()).hasSize(1);
    }

    @Test
    void followsTheWeightOfTheVersionThatIsDesired() {
        // Given
        var rule = rule(new Desired(START, "v1", "v2"), routed(1, 80), routed(2, 40), routed(3, 80));

        // Then
        assertThat(rule.violations()).singleElement().asString().contains("v1 rose from 20 % to 60 %");
    }

    private static RiseRule rule(Sighting... sightings) {
        return new RiseRule(List.of(sightings));
    }

    private static Sighting desired(int second) {
        return new Desired(START.plusSeconds(second), "v2", "v1");
    }

    private static Sighting routed(int second, int weight) {
        return new Routed(START.plusSeconds(second), Weight.of(weight));
    }

    private static Sighting asked(int second, String requestId, int weight, int next) {
        var exposure = new Exposure(0, Weight.of(weight), START, START);
        var metric = new MetricPlan("errors", MetricKind.ERRORS, 1, 0, 0, 0.25, 0.005);
        var plan = new AnalysisPlan(
                Preset.SPRING_BOOT,
                Duration.ofSeconds(1),
                Probability.of(0.01),
                Probability.of(0.05),
                100,
                Duration.ZERO,
                List.of(metric));
        return said(
                second,
                new AnalysisRequested(
                        RELEASE,
                        "r",
                        requestId,
                        version("v1"),
                        version("v2"),
                        List.of(exposure),
                        Optional.of(Weight.of(next)),
                        plan));
    }

    private static Sighting promote(int second, String requestId) {
        var judgement = new Judgement(
                RELEASE,
                "r",
                requestId,
                0,
                1,
                START,
                START.plusSeconds(second),
                Verdict.PROMOTE,
                Reason.WITHIN_HARM_BUDGET,
                "enough",
                DataState.EXACT,
                List.of(),
                Optional.empty(),
                Optional.empty());
        return said(second, new AnalysisJudged(EventType.ANALYSIS_PROMOTE, judgement));
    }

    private static Sighting said(int second, Event event) {
        var envelope = new Envelope(
                "id-" + second, URI.create("/huidu/test"), START.plusSeconds(second), "r", Optional.empty(), event);
        return new Said(envelope);
    }

    private static Version version(String name) {
        return new Version(name, "servicea-" + name, "servicea-" + name, Map.of());
    }
}
