package io.huidu.analyzer.analysis;

import static io.huidu.analyzer.analysis.Requests.START;
import static io.huidu.analyzer.counting.Side.BASELINE;
import static io.huidu.analyzer.counting.Side.CANARY;
import static io.huidu.events.EventType.ANALYSIS_PROGRESSED;
import static io.huidu.events.EventType.ANALYSIS_PROMOTE;
import static io.huidu.events.EventType.ANALYSIS_ROLLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.Judgement;
import io.huidu.events.MetricPlan;
import io.huidu.events.MetricReport;
import io.huidu.events.QueryPlan;
import io.huidu.events.QueryReport;
import io.huidu.events.Reason;
import io.huidu.events.ShownNumber;
import io.huidu.events.ShownQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnalysisOfQueriesTest {

    private static final String MEMORY = "memory{pod=~\"{{workload}}-.*\"}";
    private static final Instant LONG_AGO = START.minusSeconds(7_200);

    private final MutableClock clock = new MutableClock(START);
    private final InMemoryVerdicts verdicts = new InMemoryVerdicts();
    private final InMemoryMeasurements measurements = new InMemoryMeasurements(LONG_AGO)
            .traffic(BASELINE, LONG_AGO, 80, 0.8)
            .traffic(CANARY, LONG_AGO, 20, 0.2)
            .number(BASELINE, LONG_AGO, 500);

    @Test
    void rollsBackOnANumberThatIsSteadilyWorse() {
        measurements.number(CANARY, LONG_AGO, 700);

        lookUntil(run(QueryPlan.Role.WATCH), 600);

        Judgement rollback = verdicts.of(ANALYSIS_ROLLBACK).getFirst();
        assertThat(rollback.reason()).isEqualTo(Reason.METRIC_REGRESSED);
        assertThat(rollback.message())
                .startsWith("memory: the canary is at 700 and the baseline at 500, over ")
                .contains("intervals; evidence ");
    }

    @Test
    void aNumberToWatchIsInNoPromotionsWay() {
        lookUntil(run(QueryPlan.Role.WATCH), 300);

        assertThat(verdicts.of(ANALYSIS_PROMOTE)).hasSize(1);
        assertThat(verdicts.of(ANALYSIS_PROMOTE).getFirst().message()).doesNotContain("memory");
        assertThat(verdicts.last().metrics().getLast().query()).isEmpty();
    }

    @Test
    void aPromotionWaitsForAGate() {
        measurements.number(CANARY, START.plusSeconds(60), 510);

        AnalysisRun run = run(QueryPlan.Role.GATE);
        lookUntil(run, 100);
        Judgement early = verdicts.last();
        lookUntil(run, 900);

        assertThat(early.reason()).isEqualTo(Reason.NOT_ENOUGH_EVIDENCE);
        assertThat(early.message())
                .contains(
                        "memory: not shown to be within the margin (the canary is at 510 and the baseline at 500, over 4");
        assertThat(verdicts.of(ANALYSIS_PROMOTE)).hasSize(1);
        assertThat(verdicts.of(ANALYSIS_PROMOTE).getFirst().message())
                .contains("memory: not worse than the margin allows (the canary is at ");
    }

    @Test
    void anIntervalWithoutANumberIsNoFailure() {
        measurements.number(CANARY, START.plusSeconds(100), 500).number(CANARY, START.plusSeconds(200), 510);

        lookUntil(run(QueryPlan.Role.WATCH), 300);

        MetricReport memory = verdicts.last().metrics().getLast();
        assertThat(verdicts.of(ANALYSIS_PROGRESSED)).extracting(Judgement::data).containsOnly(DataState.EXACT);
        // Windows end every ten seconds, and the first with a number of both ends at 100 s.
        QueryReport told = memory.query().orElseThrow();
        assertThat(told.intervals()).isEqualTo(verdicts.last().interval() - 9);
        assertThat(told.baseline()).isEqualTo(500);
        assertThat(told.canary()).isBetween(500.0, 510.0);
        assertThat(memory.canary().requests()).isEqualTo(told.intervals() * 200);
    }

    @Test
    void losesNoWindowWhileQueriesFail() {
        measurements.number(CANARY, LONG_AGO, 500);
        AnalysisRun run = run(QueryPlan.Role.WATCH);
        lookUntil(run, 60);
        measurements.failQueries(true);
        lookUntil(run, 120);
        Judgement failing = verdicts.last();
        measurements.failQueries(false);
        lookUntil(run, 200);

        assertThat(failing.data()).isEqualTo(DataState.PROMETHEUS_UNREACHABLE);
        assertThat(failing.message()).contains("parse error");
        assertThat(verdicts.last().metrics().getLast().query().orElseThrow().intervals())
                .isEqualTo(verdicts.last().interval());
        assertThat(verdicts.last().metrics().getFirst().baseline().requests())
                .isEqualTo(800 * verdicts.last().interval());
    }

    @Test
    void showsNumbersThatNoVerdictRestsOn() {
        measurements.number(CANARY, LONG_AGO, 900);
        AnalysisRun run = run(Requests.showing(Requests.first(), new ShownQuery("memory", MEMORY)));

        lookUntil(run, 300);
        measurements.failQueries(true);
        List<ShownNumber> told = verdicts.last().shown();
        lookUntil(run, 400);

        assertThat(told).containsExactly(new ShownNumber("memory", Optional.of(500.0), Optional.of(900.0)));
        assertThat(verdicts.last().shown())
                .containsExactly(new ShownNumber("memory", Optional.empty(), Optional.empty()));
        assertThat(verdicts.last().data()).isEqualTo(DataState.EXACT);
        assertThat(verdicts.of(ANALYSIS_ROLLBACK)).isEmpty();
        assertThat(verdicts.of(ANALYSIS_PROMOTE)).hasSize(1);
    }

    private AnalysisRun run(QueryPlan.Role role) {
        QueryPlan query = new QueryPlan(MEMORY, QueryPlan.Worse.HIGHER, 0, role);
        return run(Requests.with(Requests.first(), MetricPlan.ofQuery("memory", 1, 0.1, 0.25, query)));
    }

    private AnalysisRun run(AnalysisRequested request) {
        return new AnalysisRun(
                request, new AnalysisPorts(measurements, verdicts, Recorder.NONE, AnalysisObserver.NONE, clock));
    }

    private void lookUntil(AnalysisRun run, int seconds) {
        while (clock.instant().isBefore(START.plusSeconds(seconds))) {
            clock.set(run.look());
        }
    }
}
