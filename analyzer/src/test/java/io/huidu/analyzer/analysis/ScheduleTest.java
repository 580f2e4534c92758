package io.huidu.analyzer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huidu.events.AnalysisRequested;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Schedule schedule = new Schedule(timer);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void whatLooksLikeHarmComesBeforeAllOtherEvidenceAndALookBeforeBoth() throws InterruptedException {
        AnalysisLoop one = loop("one");
        AnalysisLoop other = loop("other");
        AnalysisLoop harmed = loop("harmed");
        AnalysisLoop known = loop("known");
        schedule.add(one, Duration.ZERO, Schedule.Urgency.WHOLE_EVIDENCE);
        schedule.add(other, Duration.ZERO, Schedule.Urgency.WHOLE_EVIDENCE);
        schedule.add(harmed, Duration.ZERO, Schedule.Urgency.HARM_SEEN);
        schedule.add(known, Duration.ZERO, Schedule.Urgency.A_LOOK);

        await().until(() -> schedule.isCrowded(3));

        assertThat(schedule.take(3)).containsExactly(known, harmed, one);
        assertThat(schedule.take(3)).containsExactly(other);
    }

    @Test
    void aTurnThatWasCancelledOrTakenIsNotToCome() throws InterruptedException {
        Schedule.Turn cancelled = schedule.add(loop("one"), Duration.ZERO, Schedule.Urgency.A_LOOK);
        Schedule.Turn taken = schedule.add(loop("other"), Duration.ZERO, Schedule.Urgency.HARM_SEEN);
        await().until(() -> schedule.isCrowded(1));

        cancelled.cancel();

        assertThat(taken.willDo(Schedule.Urgency.HARM_SEEN)).isTrue();
        assertThat(taken.willDo(Schedule.Urgency.A_LOOK)).isFalse();
        assertThat(schedule.take(2)).hasSize(1);
        assertThat(taken.willDo(Schedule.Urgency.WHOLE_EVIDENCE)).isFalse();
        assertThat(cancelled.willDo(Schedule.Urgency.WHOLE_EVIDENCE)).isFalse();
    }

    private AnalysisLoop loop(String name) {
        AnalysisRequested request = Requests.first(name);
        AnalysisPorts ports = new AnalysisPorts(
                new InMemoryMeasurements(Requests.START),
                new InMemoryVerdicts(),
                Recorder.NONE,
                AnalysisObserver.NONE,
                new MutableClock(Requests.START));
        return new AnalysisLoop(
                request,
                new AnalysisRun(request, ports),
                ports.observer(),
                ports.clock(),
                new AnalysisLoop.Lanes(schedule, schedule));
    }
}
