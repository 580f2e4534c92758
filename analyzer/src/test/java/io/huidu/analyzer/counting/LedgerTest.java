package io.huidu.analyzer.counting;

import static io.huidu.analyzer.counting.Scraped.ORIGIN;
import static io.huidu.analyzer.counting.Scraped.at;
import static io.huidu.analyzer.counting.Scraped.bucket;
import static io.huidu.analyzer.counting.Scraped.failed;
import static io.huidu.analyzer.counting.Scraped.ok;
import static io.huidu.analyzer.counting.Scraped.pod;
import static io.huidu.analyzer.counting.Scraped.started;
import static io.huidu.analyzer.counting.Side.BASELINE;
import static io.huidu.analyzer.counting.Side.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.DataState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Target OLD = pod("v1-a");
    private static final Target NEW = pod("v2-a");

    private final Ledger ledger = new Ledger(new Grid(ORIGIN, Duration.ofSeconds(10)));

    @Test
    void countsFromTheLastSampleBeforeAWindowToTheLastOneInIt() {
        ledger.enter(List.of(ok(BASELINE, OLD, -3, 100, 2, 110, 7, 113, 12, 120, 17, 121, 22, 130)));

        List<CountedWindow> windows = ledger.takeAll(at(22));

        assertThat(windows).extracting(w -> w.baseline().requests()).containsExactly(13L, 8L);
    }

    @Test
    void putsASampleOnTheBoundaryIntoTheWindowThatEndsThere() {
        ledger.enter(List.of(ok(BASELINE, OLD, 0, 100, 10, 104, 20, 109, 30, 109)));

        List<CountedWindow> windows = ledger.takeAll(at(30));

        assertThat(windows).extracting(w -> w.baseline().requests()).containsExactly(4L, 5L);
    }

    @Test
    void countsTheNewValueInFullAfterAReset() {
        ledger.enter(List.of(ok(BASELINE, OLD, -3, 100, 2, 110, 7, 4, 12, 9)));

        assertThat(first(12).baseline().requests()).isEqualTo(10 + 4);
    }

    @Test
    void noticesARestartAfterWhichTheValueIsHigherThanBefore() {
        ledger.enter(List.of(
                started(BASELINE, OLD, -500, -3, 2),
                ok(BASELINE, OLD, -3, 5, 2, 6, 7, 9, 12, 9),
                started(BASELINE, OLD, 4, 7, 12)));

        assertThat(first(12).baseline().requests()).isEqualTo(1 + 9);
    }

    @Test
    void takesAStartThatJittersForTheSameProcess() {
        ledger.enter(List.of(
                started(BASELINE, OLD, -500, -3, 2),
                started(BASELINE, OLD, -499.4, 7, 12),
                ok(BASELINE, OLD, -3, 5, 2, 6, 7, 9, 12, 9)));

        assertThat(first(12).baseline().requests()).isEqualTo(4);
    }

    @Test
    void countsTheFirstErrorOfATargetThatWasScrapedBefore() {
        ledger.enter(List.of(ok(CANARY, NEW, -3, 100, 2, 110, 7, 112, 12, 112), failed(CANARY, NEW, 7, 3, 12, 3)));

        assertThat(first(12).canary()).isEqualTo(onePod(NEW, 12 + 3, 3));
    }

    @Test
    void countsTheFirstErrorThoughItComesInABatchOfItsOwn() {
        ledger.enter(List.of(ok(CANARY, NEW, -3, 100, 2, 110)));
        ledger.enter(List.of(failed(CANARY, NEW, 7, 3, 12, 3)));

        assertThat(first(12).canary()).isEqualTo(onePod(NEW, 10 + 3, 3));
    }

    @Test
    void knowsATargetByItsProcessStartEvenBeforeItsFirstRequest() {
        ledger.enter(List.of(started(CANARY, NEW, -300, -3, 2, 7, 12), ok(CANARY, NEW, 7, 8, 12, 8)));

        assertThat(first(12).canary().requests()).isEqualTo(8);
    }

    @Test
    void onlyStartsCountingAtTheFirstValueOfAnUnknownTarget() {
        ledger.enter(List.of(ok(BASELINE, OLD, 2, 5_000, 7, 5_004, 12, 5_004)));

        assertThat(first(12).baseline().requests()).isEqualTo(4);
    }

    @Test
    void onlyStartsCountingAtTheFirstValueOfAProcessThatIsOlderThanTheRelease() {
        ledger.enter(List.of(started(BASELINE, OLD, -60, 2, 7, 12), ok(BASELINE, OLD, 2, 5_000, 7, 5_004, 12, 5_004)));

        assertThat(first(12).baseline().requests()).isEqualTo(4);
    }

    @Test
    void countsEverythingOfAPodThatStartedInTheWindow() {
        ledger.enter(List.of(started(CANARY, NEW, 1, 4, 9, 14), ok(CANARY, NEW, 4, 6, 9, 10, 14, 10)));

        assertThat(first(14).canary().requests()).isEqualTo(10);
    }

    @Test
    void countsAPodThatDiesAfterItsFirstScrape() {
        ledger.enter(List.of(
                ok(BASELINE, OLD, -3, 0, 2, 0, 7, 0, 12, 0, 17, 0, 22, 0),
                started(CANARY, NEW, 3, 12),
                failed(CANARY, NEW, 12, 40)));

        List<CountedWindow> windows = ledger.takeAll(at(60));

        assertThat(windows.get(1).canary()).isEqualTo(onePod(NEW, 40, 40));
    }

    @Test
    void waitsForALateScrape() {
        Target other = pod("v1-b");
        ledger.enter(List.of(ok(BASELINE, OLD, -3, 0, 2, 1, 7, 2, 12, 3), ok(BASELINE, other, -6, 0, -1, 0, 4, 1)));

        List<CountedWindow> early = ledger.takeAll(at(13));
        ledger.enter(List.of(ok(BASELINE, other, 9, 5)));
        List<CountedWindow> late = ledger.takeAll(at(14.2));

        assertThat(early).isEmpty();
        assertThat(late).extracting(w -> w.baseline().requests()).containsExactly(2L + 5);
    }

    @Test
    void doesNotWaitForAScrapeThatComesAfterTheWindow() {
        ledger.enter(List.of(ok(BASELINE, OLD, -11, 0, -1, 0, 9, 5)));

        assertThat(ledger.takeAll(at(11)))
                .extracting(w -> w.baseline().requests())
                .containsExactly(5L);
    }

    @Test
    void waitsWhereTwoScrapesShowNoRhythm() {
        ledger.enter(List.of(ok(BASELINE, OLD, -1, 0, 9, 5)));

        assertThat(ledger.takeAll(at(11))).isEmpty();
    }

    @Test
    void waitsWhereTheNextScrapeMayComeALittleSooner() {
        ledger.enter(List.of(ok(BASELINE, OLD, -19.5, 0, -9.5, 0, 0.5, 5)));

        assertThat(ledger.takeAll(at(11))).isEmpty();
    }

    @Test
    void waitsWhereTheLastScrapesWereNearerToEachOther() {
        ledger.enter(List.of(ok(BASELINE, OLD, -24, 0, -9, 0, -4, 0, 1, 1, 3, 2, 8, 5)));

        assertThat(ledger.takeAll(at(11))).isEmpty();
    }

    @Test
    void waitsUntilTheLastScrapeIsSeenInEveryKindOfSeries() {
        ledger.enter(List.of(
                started(BASELINE, OLD, -60, -11, -1, 9),
                bucket(BASELINE, OLD, 50, -11, 0, -1, 0),
                ok(BASELINE, OLD, -11, 0, -1, 0, 9, 5)));

        List<CountedWindow> early = ledger.takeAll(at(11));
        ledger.enter(List.of(bucket(BASELINE, OLD, 50, 9, 5)));
        List<CountedWindow> late = ledger.takeAll(at(11.2));

        assertThat(early).isEmpty();
        assertThat(late).hasSize(1);
    }

    @Test
    void doesNotWaitForeverForATargetThatIsGone() {
        Target gone = pod("v1-b");
        ledger.enter(List.of(ok(BASELINE, OLD, -3, 0, 2, 1, 7, 2, 12, 3), ok(BASELINE, gone, -6, 0, -1, 0, 4, 1)));

        List<CountedWindow> early = ledger.takeAll(at(18.9));
        ledger.enter(List.of(ok(BASELINE, OLD, 17, 3)));
        List<CountedWindow> afterThreeScrapes = ledger.takeAll(at(19.1));

        assertThat(early).isEmpty();
        assertThat(afterThreeScrapes).extracting(w -> w.baseline().requests()).containsExactly(2L + 1);
    }

    @Test
    void aMissedScrapeDoesNotMakeItMorePatient() {
        Target gone = pod("v1-b");
        ledger.enter(List.of(
                ok(BASELINE, OLD, -3, 0, 2, 1, 7, 2, 12, 3, 17, 3),
                ok(BASELINE, gone, -26, 0, -21, 0, -11, 0, -6, 0, -1, 0, 4, 1)));

        assertThat(ledger.takeAll(at(19))).isEmpty();
        assertThat(ledger.takeAll(at(19.1))).hasSize(1);
    }

    @Test
    void leavesASecondToScrapesUnderWay() {
        ledger.enter(List.of(ok(BASELINE, OLD, -3, 0, 2, 1, 10.1, 2)));

        assertThat(ledger.takeAll(at(10.9))).isEmpty();
        assertThat(ledger.takeAll(at(11))).hasSize(1);
    }

    @Test
    void countsWhatAVersionDidWhileTheOtherWasLostTogetherWithItsReturn() {
        ledger.enter(List.of(
                ok(BASELINE, OLD, every(5, 60, 2)),
                ok(CANARY, NEW, -5, 0, 0, 1, 5, 2, 10, 3, 45, 10, 50, 11, 55, 12, 60, 13)));

        List<CountedWindow> windows = ledger.takeAll(at(59));

        assertThat(windows)
                .extracting(CountedWindow::state)
                .containsExactly(
                        DataState.EXACT,
                        DataState.NO_CANARY_TRAFFIC,
                        DataState.NO_DATA,
                        DataState.NO_DATA,
                        DataState.EXACT);
        assertThat(windows.getLast().from()).isEqualTo(at(20));
        assertThat(windows.getLast().baseline().requests()).isEqualTo(12);
        assertThat(windows.getLast().canary().requests()).isEqualTo(8);
    }

    @Test
    void takesNoErrorSeriesForNoErrors() {
        ledger.enter(List.of(ok(BASELINE, OLD, -3, 0, 7, 9, 12, 9), ok(CANARY, NEW, -3, 0, 7, 4, 12, 4)));

        CountedWindow window = first(12);

        assertThat(window.state()).isEqualTo(DataState.EXACT);
        assertThat(window.baseline()).isEqualTo(onePod(OLD, 9, 0));
        assertThat(window.canary()).isEqualTo(onePod(NEW, 4, 0));
    }

    @Test
    void tellsACanaryWithoutTraffic() {
        ledger.enter(List.of(ok(BASELINE, OLD, -3, 0, 7, 9, 12, 9), started(CANARY, NEW, -60, -3, 7, 12)));

        assertThat(first(12).state()).isEqualTo(DataState.NO_CANARY_TRAFFIC);
    }

    @Test
    void tellsThatNobodyHasTraffic() {
        ledger.enter(List.of(ok(BASELINE, OLD, -3, 9, 7, 9, 12, 9), ok(CANARY, NEW, -3, 4, 7, 4, 12, 4)));

        assertThat(first(12).state()).isEqualTo(DataState.NO_TRAFFIC);
    }

    @Test
    void tellsThatScrapesHaveStopped() {
        ledger.enter(List.of(ok(BASELINE, OLD, -15, 0, -10, 4, -5, 9), ok(CANARY, NEW, -15, 0, -10, 4, -5, 9)));

        List<CountedWindow> windows = ledger.takeAll(at(40));

        assertThat(windows).last().extracting(CountedWindow::state).isEqualTo(DataState.NO_DATA);
    }

    @Test
    void tellsThatNothingWasEverScraped() {
        assertThat(first(11).state()).isEqualTo(DataState.NO_DATA);
    }

    @Test
    void countsEachSampleOnceHoweverOftenItIsEntered() {
        Series series = ok(BASELINE, OLD, -3, 0, 2, 3, 7, 9, 12, 9);
        ledger.enter(List.of(series));
        ledger.enter(List.of(series));

        assertThat(first(12).baseline().requests()).isEqualTo(9);
    }

    @Test
    void countsASampleThatTurnsUpLateInTheNextWindow() {
        Target slow = pod("v1-b");
        ledger.enter(
                List.of(ok(BASELINE, OLD, -5, 0, 0, 0, 5, 1, 10, 2, 15, 3, 25, 3), ok(BASELINE, slow, -13, 0, -8, 0)));
        CountedWindow before = first(11);
        ledger.enter(List.of(ok(BASELINE, slow, 9, 7, 24, 7)));

        List<CountedWindow> after = ledger.takeAll(at(25));

        assertThat(before.baseline().requests()).isEqualTo(2);
        assertThat(after).extracting(w -> w.baseline().requests()).containsExactly(1L + 7);
    }

    @Test
    void passesOverValuesThatAreNoCounts() {
        ledger.enter(List.of(ok(BASELINE, OLD, -3, 5, 2, Double.NaN, 4, Double.POSITIVE_INFINITY, 7, 8, 12, 8)));

        assertThat(first(12).baseline().requests()).isEqualTo(3);
    }

    @Test
    void callsCountsThatAreNoWholeNumbersEstimated() {
        ledger.enter(List.of(ok(BASELINE, OLD, -3, 0, 7, 9.5, 12, 9.5), ok(CANARY, NEW, -3, 0, 7, 4, 12, 4)));

        CountedWindow window = first(12);

        assertThat(window.state()).isEqualTo(DataState.ESTIMATED);
        assertThat(window.sample().exact()).isFalse();
        assertThat(window.baseline().requests()).isEqualTo(10);
    }

    @Test
    void turnsCumulativeBucketsIntoSingleOnes() {
        ledger.enter(List.of(
                ok(BASELINE, OLD, -3, 0, 7, 10, 12, 10),
                bucket(BASELINE, OLD, 50, -3, 100, 7, 104, 12, 104),
                bucket(BASELINE, OLD, 100, -3, 150, 7, 157, 12, 157),
                bucket(BASELINE, OLD, Double.POSITIVE_INFINITY, -3, 160, 7, 170, 12, 170)));

        assertThat(first(12).baseline().latency())
                .isEqualTo(new LatencyHistogram(new double[] {50, 100}, new long[] {4, 3, 3}));
    }

    @Test
    void countsEachPod() {
        Target other = pod("v1-b");
        ledger.enter(List.of(
                ok(BASELINE, OLD, -3, 0, 7, 10, 12, 10),
                failed(BASELINE, OLD, -3, 0, 7, 2, 12, 2),
                ok(BASELINE, other, -3, 7, 7, 11, 12, 11),
                bucket(BASELINE, other, 50, -3, 5, 7, 8, 12, 8),
                bucket(BASELINE, other, Double.POSITIVE_INFINITY, -3, 7, 7, 11, 12, 11),
                ok(BASELINE, pod("v1-idle"), -3, 7, 7, 7, 12, 7)));

        VersionSample baseline = first(12).baseline();

        assertThat(baseline.pods())
                .containsExactly(
                        new Group("v1-a", 12, 2, LatencyHistogram.empty()),
                        new Group("v1-b", 4, 0, new LatencyHistogram(new double[] {50}, new long[] {3, 1})));
        assertThat(baseline.requests()).isEqualTo(12 + 4);
    }

    @Test
    void putsPodsTogetherWhereThereAreTooMany() {
        for (int i = 0; i < 200; i++) {
            ledger.enter(List.of(ok(BASELINE, pod("v1-" + i), -3, 0, 7, 10, 12, 10)));
        }

        List<Group> pods = first(12).baseline().pods();

        assertThat(pods).hasSizeBetween(VersionTally.MOST_PODS / 2, VersionTally.MOST_PODS);
        assertThat(pods.stream().mapToLong(Group::requests).sum()).isEqualTo(2_000);
    }

    @Test
    void keepsEachPodToItselfUpToTheCap() {
        for (int i = 0; i < VersionTally.MOST_PODS; i++) {
            ledger.enter(List.of(ok(BASELINE, pod("v1-" + i), -3, 0, 7, 10, 12, 10)));
        }

        assertThat(first(12).baseline().pods())
                .hasSize(VersionTally.MOST_PODS)
                .allSatisfy(pod -> assertThat(pod.requests()).isEqualTo(10));
    }

    private CountedWindow first(double horizonSeconds) {
        return ledger.takeAll(at(horizonSeconds)).getFirst();
    }

    private static VersionSample onePod(Target pod, long requests, long errors) {
        LatencyHistogram none = LatencyHistogram.empty();
        Group all = new Group(pod.pod(), requests, errors, none);
        return new VersionSample(requests, errors, none, List.of(all), List.of());
    }

    /** A counter that grows steadily and is scraped from just before the origin on. */
    private static double[] every(int seconds, int until, int perScrape) {
        double[] timesAndValues = new double[(until / seconds + 2) * 2];
        for (int i = 0; i < timesAndValues.length / 2; i++) {
            timesAndValues[2 * i] = (i - 1) * seconds;
            timesAndValues[2 * i + 1] = i * perScrape;
        }
        return timesAndValues;
    }
}
