package io.huidu.analyzer.analysis;

import static io.huidu.analyzer.analysis.Requests.INTERVAL;
import static io.huidu.analyzer.analysis.Requests.START;
import static io.huidu.analyzer.counting.Side.BASELINE;
import static io.huidu.analyzer.counting.Side.CANARY;
import static io.huidu.events.EventType.ANALYSIS_PROGRESSED;
import static io.huidu.events.EventType.ANALYSIS_PROMOTE;
import static io.huidu.events.EventType.ANALYSIS_ROLLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.Counts;
import io.huidu.events.DataState;
import io.huidu.events.Exposure;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisRunTest {

    private static final Instant LONG_AGO = START.minusSeconds(7_200);

    private static final Duration LONGEST_WAIT = INTERVAL.plusSeconds(15);

    private final MutableClock clock = new MutableClock(START);
    private final InMemoryVerdicts verdicts = new InMemoryVerdicts();
    private final InMemoryMeasurements measurements = new InMemoryMeasurements(LONG_AGO)
            .traffic(BASELINE, LONG_AGO, 80, 0.8)
            .traffic(CANARY, LONG_AGO, 0, 0)
            .traffic(CANARY, START, 20, 0.2);
    private final List<String> rebuilds = new ArrayList<>();
    private final AnalysisRequested first = Requests.first();
    private final AnalysisRun run = newRun(first);

    @Test
    void tellsEveryWindowOfTheGridOnce() {
        lookUntil(START.plusSeconds(61));

        assertThat(verdicts.of(ANALYSIS_PROGRESSED))
                .extracting(Judgement::windowEnd)
                .doesNotHaveDuplicates()
                .containsExactly(after(10), after(20), after(30), after(40), after(50));
    }

    @Test
    void countsWhatTheScrapesHaveShown() {
        lookUntil(START.plusSeconds(61));

        // The baseline's last scrape before the origin was three seconds earlier, the last one counted at 47 s.
        Judgement last = verdicts.last();
        assertThat(last.metrics().getFirst().baseline()).isEqualTo(new Counts(4_000, 40));
        assertThat(last.metrics().getFirst().canary()).isEqualTo(new Counts(959, 9));
        assertThat(last.data()).isEqualTo(DataState.EXACT);
        assertThat(last.interval()).isEqualTo(5);
    }

    @Test
    void missesNoWindowOfAStepThatBeganWithinAMillisecond() {
        Instant from = START.plusNanos(999_999);
        AnalysisRun precise = newRun(Requests.with(
                first, "precise", List.of(new Exposure(0, Weight.of(20), from, from)), first.nextWeight()));

        lookUntil(precise, START.plusSeconds(15));

        assertThat(verdicts.of(ANALYSIS_PROGRESSED)).extracting(Judgement::data).containsOnly(DataState.EXACT);
        assertThat(verdicts.last().traffic()).isPresent();
    }

    @Test
    void promotesAHealthyCanaryOnce() {
        lookUntil(START.plusSeconds(600));

        Judgement promote = only(verdicts.of(ANALYSIS_PROMOTE));
        assertThat(promote.verdict()).isEqualTo(Verdict.PROMOTE);
        assertThat(promote.requestId()).isEqualTo(first.requestId());
        assertThat(verdicts.of(ANALYSIS_ROLLBACK)).isEmpty();
    }

    @Test
    void promotesTheNextStepOnAWindowOfThatStepOnly() {
        lookUntil(START.plusSeconds(300));
        AnalysisRequested second = Requests.nextStep(first, after(302));
        run.ask(second);
        measurements.traffic(BASELINE, after(302), 50, 0.5).traffic(CANARY, after(302), 50, 0.5);
        lookUntil(START.plusSeconds(600));

        Judgement promote = verdicts.of(ANALYSIS_PROMOTE).getLast();
        assertThat(verdicts.of(ANALYSIS_PROMOTE)).hasSize(2);
        assertThat(promote.requestId()).isEqualTo(second.requestId());
        assertThat(promote.step()).isEqualTo(1);
        assertThat(promote.windowStart()).isAfterOrEqualTo(after(302));
    }

    @Test
    void goesOnWithItsEvidenceInTheNextStep() {
        lookUntil(START.plusSeconds(300));
        long before = verdicts.last().metrics().getFirst().canary().requests();
        run.ask(Requests.nextStep(first, after(302)));
        lookUntil(START.plusSeconds(360));

        assertThat(rebuilds).hasSize(1);
        assertThat(verdicts.last().metrics().getFirst().canary().requests()).isGreaterThan(before);
    }

    @Test
    void startsAfreshForAnotherRelease() {
        lookUntil(START.plusSeconds(300));
        run.ask(Requests.ofRelease(first, "servicea-2"));
        lookUntil(START.plusSeconds(310));

        assertThat(rebuilds).hasSize(2);
    }

    @Test
    void rebuildsWhenTheSameRequestHasChanged() {
        lookUntil(START.plusSeconds(100));
        run.ask(Requests.warmUntil(first, after(60)));
        lookUntil(START.plusSeconds(120));

        assertThat(rebuilds).hasSize(2);
        assertThat(verdicts.last().metrics().getFirst().canary().requests()).isLessThan(60 * 20);
    }

    @Test
    void rebuildsWhenAStepBeganInAWindowAlreadyLookedAt() {
        lookUntil(START.plusSeconds(100));
        run.ask(Requests.nextStep(first, after(52)));
        lookUntil(START.plusSeconds(110));

        assertThat(rebuilds).hasSize(2);
    }

    @Test
    void rollsBackACanaryThatFails() {
        measurements.traffic(CANARY, after(100), 20, 4);

        lookUntil(START.plusSeconds(400));

        Judgement rollback = only(verdicts.of(ANALYSIS_ROLLBACK));
        assertThat(rollback.verdict()).isEqualTo(Verdict.ROLL_BACK);
        assertThat(rollback.reason()).isEqualTo(Reason.ERRORS_REGRESSED);
        assertThat(rollback.windowEnd()).isAfter(after(100)).isBefore(after(300));
    }

    @Test
    void rollsBackForTheWholeReleaseThoughTheCanaryRecovers() {
        measurements.traffic(CANARY, after(100), 20, 4).traffic(CANARY, after(300), 20, 0);
        lookUntil(START.plusSeconds(400));
        AnalysisRequested second = Requests.nextStep(first, after(402));

        run.ask(second);
        lookUntil(START.plusSeconds(2_000));

        assertThat(verdicts.of(ANALYSIS_ROLLBACK))
                .extracting(Judgement::requestId)
                .containsExactly(first.requestId(), second.requestId());
        assertThat(verdicts.last().verdict()).isEqualTo(Verdict.ROLL_BACK);
    }

    @Test
    void saysTheSameAfterARestart() {
        measurements.traffic(CANARY, after(100), 20, 4).noScrapes(CANARY, after(30), after(90));
        lookUntil(START.plusSeconds(700));
        run.look();
        Judgement before = verdicts.last();
        Judgement rollback = only(verdicts.of(ANALYSIS_ROLLBACK));

        newRun(first).look();

        assertThat(verdicts.last()).isEqualTo(before);
        assertThat(verdicts.of(ANALYSIS_ROLLBACK)).containsExactly(rollback, rollback);
    }

    @Test
    void tellsThatPrometheusIsUnreachableAndGoesOnLater() {
        lookUntil(START.plusSeconds(60));
        measurements.fail("Prometheus at http://prometheus:9090 can't be reached: refused.");
        lookUntil(START.plusSeconds(120));
        List<Judgement> meanwhile = verdicts.of(ANALYSIS_PROGRESSED).stream()
                .filter(j -> j.data() == DataState.PROMETHEUS_UNREACHABLE)
                .toList();
        measurements.answerAgain();
        lookUntil(START.plusSeconds(130));

        assertThat(meanwhile).hasSizeBetween(5, 7).allSatisfy(judgement -> {
            assertThat(judgement.verdict()).isEqualTo(Verdict.CONTINUE);
            assertThat(judgement.reason()).isEqualTo(Reason.PROMETHEUS_UNREACHABLE);
            assertThat(judgement.message()).contains("refused");
            assertThat(judgement.metrics()).isNotEmpty();
        });
        assertThat(verdicts.last().data()).isEqualTo(DataState.EXACT);
        assertThat(verdicts.last().interval()).isEqualTo(12);
    }

    @Test
    void tellsThatPrometheusIsUnreachableFromTheVeryStart() {
        measurements.fail("refused");

        lookUntil(START.plusSeconds(25));

        assertThat(verdicts.of(ANALYSIS_PROGRESSED)).hasSize(3);
        assertThat(verdicts.last().windowEnd()).isEqualTo(after(20));
        assertThat(verdicts.last().metrics()).isEmpty();
    }

    @Test
    void holdsWhenScrapesStop() {
        measurements.noScrapes(BASELINE, after(60), Instant.MAX).noScrapes(CANARY, after(60), Instant.MAX);

        lookUntil(START.plusSeconds(150));

        assertThat(verdicts.last().data()).isEqualTo(DataState.NO_DATA);
        assertThat(verdicts.last().reason()).isEqualTo(Reason.NO_DATA);
        assertThat(verdicts.last().verdict()).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void asksByTheSecondForAScrapeThatIsAboutToComeAndLaterForOneThatStaysAway() {
        measurements.noScrapes(CANARY, after(61), Instant.MAX);
        lookUntil(after(71));

        List<Instant> looks = new ArrayList<>();
        while (clock.instant().isBefore(after(77))) {
            looks.add(clock.instant());
            clock.set(run.look());
        }

        assertThat(looks).containsExactly(after(71), after(72), after(73), after(75));
    }

    @Test
    void holdsWithoutCanaryTraffic() {
        measurements.traffic(CANARY, after(30), 0, 0);

        lookUntil(START.plusSeconds(100));

        assertThat(verdicts.last().data()).isEqualTo(DataState.NO_CANARY_TRAFFIC);
        assertThat(verdicts.last().verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(verdicts.last().message()).isEqualTo("v1 had 800 requests in the last interval, v2 had none.");
    }

    @Test
    void holdsWithoutAnyTraffic() {
        measurements.traffic(BASELINE, after(30), 0, 0).traffic(CANARY, after(30), 0, 0);

        lookUntil(START.plusSeconds(100));

        assertThat(verdicts.last().reason()).isEqualTo(Reason.NO_TRAFFIC);
    }

    @Test
    void takesNothingFromTheWarmUpForEvidence() {
        measurements.traffic(CANARY, START, 20, 20).traffic(CANARY, after(55), 20, 0.2);
        AnalysisRun warming = newRun(Requests.warmUntil(first, after(60)));

        lookUntil(warming, START.plusSeconds(58));
        Judgement cold = verdicts.last();
        lookUntil(warming, START.plusSeconds(300));

        assertThat(cold.reason()).isEqualTo(Reason.WARMING_UP);
        assertThat(cold.message())
                .isEqualTo("v2 warms up until 2026-03-01T12:01:00Z; until then its requests are no evidence.");
        assertThat(verdicts.of(ANALYSIS_ROLLBACK)).isEmpty();
    }

    @Test
    void saysThatCountsAreEstimatesWhenThereAreTooManySeries() {
        measurements.haveTooManySeries();

        lookUntil(START.plusSeconds(100));

        assertThat(verdicts.last().data()).isEqualTo(DataState.ESTIMATED);
        assertThat(verdicts.last().metrics().getFirst().baseline().requests()).isEqualTo(80 * 80);
    }

    @Test
    void saysWhatWasCountedAndDecidesNothingUntilAllEvidenceIsThere() {
        measurements.traffic(CANARY, after(30), 20, 20);
        clock.set(after(601));

        run.look(clock.instant(), measurements, Reach.LATELY);

        Judgement said = only(verdicts.of(ANALYSIS_PROGRESSED));
        assertThat(said.verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(said.metrics()).isEmpty();
        assertThat(said.windowEnd()).isEqualTo(after(600));
        assertThat(said.interval()).isEqualTo(60);
        assertThat(said.message())
                .isEqualTo(
                        "The evidence of this release is being read again. In the last interval 8 of 800 requests to v1"
                                + " failed, and 200 of 200 to v2.");
        assertThat(verdicts.of(ANALYSIS_ROLLBACK)).isEmpty();
        assertThat(run.urgency()).isEqualTo(Schedule.Urgency.HARM_SEEN);
        assertThat(rebuilds).isEmpty();
    }

    @Test
    void decidesAsIfItHadNeverLookedAtTheLastIntervalsAlone() {
        measurements.traffic(CANARY, after(30), 20, 20);
        clock.set(after(601));
        AnalysisRun other = newRun(first);
        other.look();
        Judgement rollback = only(verdicts.of(ANALYSIS_ROLLBACK));

        run.look(clock.instant(), measurements, Reach.LATELY);
        run.look();

        assertThat(verdicts.of(ANALYSIS_ROLLBACK)).containsExactly(rollback, rollback);
        assertThat(run.isWhole()).isTrue();
    }

    @Test
    void aFleetOfHealthyReleasesIsNotUrgent() {
        clock.set(after(601));

        run.look(clock.instant(), measurements, Reach.LATELY);

        assertThat(run.urgency()).isEqualTo(Schedule.Urgency.WHOLE_EVIDENCE);
        assertThat(run.canShare()).isTrue();
    }

    @Test
    void leavesItAtSayingThatTheEvidenceCannotBeRead() {
        clock.set(after(601));
        measurements.fail("Prometheus doesn't answer.");

        run.look();

        assertThat(verdicts.last().data()).isEqualTo(DataState.PROMETHEUS_UNREACHABLE);
        assertThat(run.canShare()).isFalse();
    }

    @Test
    void saysNothingAfterItsEnd() {
        run.end();

        lookUntil(START.plusSeconds(100));

        assertThat(verdicts.of(ANALYSIS_PROGRESSED)).isEmpty();
    }

    private AnalysisRun newRun(AnalysisRequested request) {
        AnalysisObserver observer = new AnalysisObserver() {
            @Override
            public void rebuilt() {
                rebuilds.add(clock.instant().toString());
            }
        };
        return new AnalysisRun(request, new AnalysisPorts(measurements, verdicts, Recorder.NONE, observer, clock));
    }

    private void lookUntil(Instant end) {
        lookUntil(run, end);
    }

    private void lookUntil(AnalysisRun looking, Instant end) {
        while (clock.instant().isBefore(end)) {
            Instant next = looking.look();
            assertThat(next)
                    .isAfter(clock.instant())
                    .isBeforeOrEqualTo(clock.instant().plus(LONGEST_WAIT));
            clock.set(next);
        }
    }

    private static Instant after(long seconds) {
        return START.plusSeconds(seconds);
    }

    private static Judgement only(List<Judgement> judgements) {
        assertThat(judgements).hasSize(1);
        return judgements.getFirst();
    }
}
