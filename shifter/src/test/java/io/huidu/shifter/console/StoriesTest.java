package io.huidu.shifter.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.Counts;
import io.huidu.events.DataState;
import io.huidu.events.Envelope;
import io.huidu.events.Estimate;
import io.huidu.events.EventIds;
import io.huidu.events.EventType;
import io.huidu.events.Evidence;
import io.huidu.events.Judgement;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricOutlook;
import io.huidu.events.MetricReport;
import io.huidu.events.QuantileShift;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Verdict;
import io.huidu.shifter.console.view.Series;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoriesTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int MOST = 30_000;

    private final Stories stories = new Stories(new Stories.Limits(MOST, 1_000), (envelope, added, story) -> {});

    @Test
    void tellsWhatCameInEachIntervalAndWhatIsNew() {
        hear("a", 1);
        hear("a", 2);
        hear("a", 2);

        Series all = stories.series(key("a"), Optional.empty(), Optional.empty());
        Series more = stories.series(key("a"), Optional.empty(), Optional.of(START.plusSeconds(15)));

        assertThat(all.time()).hasSize(2);
        Series.Metric errors = all.metrics().getFirst();
        assertThat(errors.canary().requests().values()).containsExactly(100L, 200L);
        assertThat(errors.canary().intervalRequests().values()).containsExactly(null, 100L);
        assertThat(errors.canary().intervalRate().values()).containsExactly(null, 0.02);
        assertThat(errors.regression().bound().values()).containsOnly(5.298f);
        assertThat(all.metrics().getLast().quantiles())
                .extracting(Series.Quantile::quantile)
                .containsExactly(0.5, 0.95);
        assertThat(more.time()).hasSize(1);
        assertThat(more.metrics().getFirst().canary().intervalRequests().values())
                .containsExactly(100L);
    }

    /** 200 releases of six hours would be 288,000 intervals. */
    @Test
    void keepsNoMoreThanItMayOfManyReleases() {
        for (int interval = 1; interval <= 400; interval++) {
            for (int release = 0; release < 100; release++) {
                hear("r" + release, interval);
            }
        }

        List<Integer> kept = Stream.iterate(0, i -> i < 100, i -> i + 1)
                .map(i -> stories.series(key("r" + i), Optional.empty(), Optional.empty())
                        .time()
                        .size())
                .toList();
        assertThat(kept.stream().mapToInt(Integer::intValue).sum()).isBetween(MOST / 2, MOST);
        assertThat(kept).as("none is forgotten for the others").allMatch(points -> points > 100);
    }

    private void hear(String name, int interval) {
        Instant end = START.plusSeconds(15L * interval);
        AnalysisJudged judged = new AnalysisJudged(
                EventType.ANALYSIS_PROGRESSED,
                new Judgement(
                        key(name),
                        name + "-1",
                        name + "-1/0",
                        0,
                        interval,
                        end.minusSeconds(15),
                        end,
                        Verdict.CONTINUE,
                        Reason.NOT_ENOUGH_EVIDENCE,
                        "more",
                        DataState.EXACT,
                        List.of(report(MetricKind.ERRORS, interval), report(MetricKind.LATENCY, interval)),
                        Optional.empty(),
                        Optional.empty()));
        stories.received(
                new Envelope(EventIds.of(judged), URI.create("/huidu/analyzer"), end, name, Optional.empty(), judged),
                0);
    }

    private static MetricReport report(MetricKind kind, int interval) {
        return new MetricReport(
                kind == MetricKind.ERRORS ? "errors" : "latency",
                kind,
                new Counts(900L * interval, 9L * interval),
                new Counts(100L * interval, 2L * interval),
                Optional.empty(),
                Estimate.of(2, 0.5, 4),
                Estimate.of(0.01, -0.1, 0.1),
                new Evidence(1, 5.298),
                new Evidence(0, 2.996),
                Optional.of(0.01),
                0.005,
                1.1,
                kind == MetricKind.ERRORS
                        ? List.of()
                        : List.of(
                                new QuantileShift(0.5, 10, 11, Estimate.of(1, -1, 2)),
                                new QuantileShift(0.95, 20, 21, Estimate.of(1, -1, 2))),
                new MetricOutlook(Optional.of(3.0), Optional.empty()));
    }

    private static ReleaseKey key(String name) {
        return new ReleaseKey("shop", name);
    }
}
