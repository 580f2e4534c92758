package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.AnalysisPlan;
import io.huidu.events.Missing;
import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private final Release release = new Release(Plans.of(Plans.ERRORS), LatencyHistogram.empty(), 25);

    @Test
    void waitsBeforeTheFirstInterval() {
        Findings findings = release.findings();

        assertThat(findings.verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(findings.reason()).isEqualTo(Reason.NOT_ENOUGH_REQUESTS);
        assertThat(findings.message()).isEqualTo("no interval has been looked at yet");
        assertThat(findings.metrics()).isEmpty();
    }

    @Test
    void rollsBackInWordsThatSayHowMuchWorseItIs() {
        for (int i = 0; i < 4; i++) {
            release.observe(1500, 15, 500, 50);
        }

        Findings findings = release.findings();

        assertThat(findings.verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(findings.message())
                .matches(
                        "the canary fails 10 times as often as the baseline \\(at least [4-9](\\.\\d+)? times, 99 % sure\\): "
                                + "200 of 2,000 requests against 60 of 6,000 requests; evidence \\d\\.\\d passed its bound 4\\.6");
        assertThat(findings.missing()).isEmpty();
    }

    @Test
    void tellsOfARegressionThatSetsInLateSinceItDid() {
        for (int i = 0; i < 300; i++) {
            release.observe(1600, 16, 400, 4);
        }
        Instant onset = release.now();

        int intervals = 1;
        while (release.observe(1600, 16, 400, 40).verdict() != Verdict.ROLL_BACK) {
            intervals++;
        }

        assertThat(intervals).isLessThanOrEqualTo(4);
        assertThat(release.findings().message())
                .startsWith(("since about %s the canary fails 10 times as often as the baseline: %d of %,d requests "
                                + "against %d of %,d requests; evidence ")
                        .formatted(onset, 40 * intervals, 400 * intervals, 16 * intervals, 1600 * intervals));
    }

    @Test
    void doesNotDivideByABaselineWithoutErrors() {
        for (int i = 0; i < 5; i++) {
            release.observe(1500, 0, 500, 50);
        }

        assertThat(release.findings().message()).startsWith("the canary fails, and the baseline doesn't (at least ");
    }

    @Test
    void promotesInWordsThatSayWhatItMayCost() {
        while (release.observe(1500, 3, 500, 1).verdict() == Verdict.CONTINUE) {}

        Findings findings = release.findings();

        assertThat(findings.verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(findings.reason()).isEqualTo(Reason.WITHIN_HARM_BUDGET);
        assertThat(findings.message())
                .isEqualTo("errors: at 100 % at most 0.5 % of all requests would turn bad (0.5 % allowed)");
    }

    @Test
    void promotesWhatIsShownNotToBeInferior() {
        for (int i = 0; i < 40; i++) {
            release.observe(1500, 300, 500, 100);
        }

        assertThat(release.findings().reason()).isEqualTo(Reason.NOT_INFERIOR);
        assertThat(release.findings().message())
                .isEqualTo("errors: not worse than the margin allows (4,000 of 20,000 requests against 12,000 of"
                        + " 60,000 requests)");
    }

    @Test
    void saysHowManyRequestsAreMissingAndAboutRightlySo() {
        Findings early = release.observe(1500, 3, 500, 1);
        Missing missing = early.missing().orElseThrow();

        int more = 0;
        do {
            more += 500;
        } while (release.observe(1500, 3, 500, 1).verdict() == Verdict.CONTINUE);

        assertThat(early.reason()).isEqualTo(Reason.NOT_ENOUGH_EVIDENCE);
        assertThat((double) missing.canaryRequests()).isCloseTo(more, within(0.6 * more));
        assertThat(early.message()).contains("more requests on the canary, ").endsWith(" at today's traffic");
    }

    @Test
    void expectsNothingWhereMoreOfTheSameWouldNotDo() {
        for (int i = 0; i < 4; i++) {
            release.observe(1500, 15, 500, 8);
        }

        assertThat(release.findings().verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(release.findings().missing()).isEmpty();
        assertThat(release.findings().message()).endsWith("; at the rates seen so far, more traffic wouldn't show it");
    }

    @Test
    void waitsForTheCanaryToWarmUp() {
        release.warmUntil(Release.START.plusSeconds(3));
        release.observe(1500, 3, 500, 400);
        Findings cold = release.observe(1500, 3, 500, 400);

        assertThat(cold.verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(cold.reason()).isEqualTo(Reason.WARMING_UP);
        assertThat(cold.metrics().getFirst().canary().requests()).isZero();
    }

    @Test
    void waitsForTraffic() {
        assertThat(release.observe(0, 0, 0, 0).reason()).isEqualTo(Reason.NO_TRAFFIC);

        Findings noneOnCanary = release.observe(1500, 3, 0, 0);

        assertThat(noneOnCanary.reason()).isEqualTo(Reason.NO_CANARY_TRAFFIC);
        assertThat(noneOnCanary.message())
                .isEqualTo("the canary had no request in the last interval, the baseline 1,500");
    }

    @Test
    void asksForRequestsInTheStepItself() {
        while (release.observe(1500, 3, 500, 1).verdict() == Verdict.CONTINUE) {}
        release.enter(25, Optional.of(Weight.of(50)));

        Findings fresh = release.findings();
        Findings few = release.observe(180, 1, 60, 0);
        Findings enough = release.observe(180, 1, 60, 0);

        assertThat(fresh.reason()).isEqualTo(Reason.NOT_ENOUGH_REQUESTS);
        assertThat(few.message())
                .startsWith("the canary answered 60 of at least 100 requests in this step; about 40 more");
        assertThat(enough.verdict()).isEqualTo(Verdict.PROMOTE);
    }

    @Test
    void promotesInTheLastStepWhereTheBaselineHasNoTraffic() {
        while (release.observe(1500, 3, 500, 1).verdict() == Verdict.CONTINUE) {}
        release.enter(100, Optional.empty());

        assertThat(release.observe(0, 0, 2000, 4).verdict()).isEqualTo(Verdict.PROMOTE);
    }

    @Test
    void asksForTheStepToLast() {
        AnalysisPlan patient = new AnalysisPlan(
                Preset.SPRING_BOOT,
                Duration.ofSeconds(2),
                Probability.of(0.01),
                Probability.of(0.05),
                100,
                Duration.ofMinutes(5),
                List.of(Plans.ERRORS));
        Release slow = new Release(patient, LatencyHistogram.empty(), 25);
        for (int i = 0; i < 30; i++) {
            slow.observe(1500, 3, 500, 1);
        }

        Findings findings = slow.findings();

        assertThat(findings.reason()).isEqualTo(Reason.MINIMUM_DURATION);
        assertThat(findings.message()).isEqualTo("nothing is wrong, and the step lasts 4 min more");
        assertThat(findings.missing()).contains(new Missing(0, Optional.of(Release.START.plusSeconds(300))));
    }

    @Test
    void holdsWhenTheTrafficIsNotRoutedAsAsked() {
        for (int i = 0; i < 12; i++) {
            release.observe(1000, 2, 1000, 2);
        }

        Findings findings = release.findings();

        assertThat(findings.verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(findings.reason()).isEqualTo(Reason.TRAFFIC_SHARE_OFF);
        assertThat(findings.message())
                .isEqualTo("the canary gets 50 % of the requests, and 25 % was asked for: the routing isn't as asked");
        assertThat(findings.traffic().orElseThrow().mismatch().isReached()).isTrue();
    }
}
