package io.huidu.e2e.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.e2e.bench.faults.Reader.Told;
import io.huidu.e2e.bench.faults.Subject.Hand;
import io.huidu.e2e.bench.faults.Witness.Routed;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.DataState;
import io.huidu.events.Envelope;
import io.huidu.events.Event;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.Reason;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseState;
import io.huidu.events.Verdict;
import io.huidu.events.Weight;
import io.huidu.shifter.api.CanaryReleaseStatus;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final String RELEASE = "shop/service-0/01234567-1";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Told> story = new ArrayList<>();
    private final List<Routed> routes = new ArrayList<>();
    private final CanaryReleaseStatus status = new CanaryReleaseStatus();

    @Test
    void findsNothingWrongWithAPromotion() {
        promotion();

        assertThat(broken(false)).isEmpty();
    }

    @Test
    void findsNothingWrongWithARollback() {
        rollback();

        assertThat(broken(true)).isEmpty();
    }

    @Test
    void findsAnEndThatWasLost() {
        promotion();
        story.removeLast();

        assertThat(broken(false)).contains("service-0: ends [], expected one: RELEASE_PROMOTED");
    }

    @Test
    void findsASecondEnd() {
        promotion();
        tell(9, "aborted", EventType.RELEASE_ABORTED, 1, Reason.DESIRED_CHANGED);

        assertThat(broken(false)).anyMatch(line -> line.contains("ends [RELEASE_PROMOTED, RELEASE_ABORTED]"));
    }

    @Test
    void findsStepsOutOfOrder() {
        promotion();
        story.add(1, story.remove(3));

        assertThat(broken(false)).contains("service-0: entered steps [1, 0], expected 0 and 1 in order");
    }

    @Test
    void findsWhatTheStatusHoldsAndNobodyWasTold() {
        promotion();
        CanaryReleaseStatus.Untold untold = new CanaryReleaseStatus.Untold();
        untold.id = RELEASE + "/held/1";
        status.untold = List.of(untold);

        assertThat(broken(false)).containsExactly("service-0: never told of " + untold.id);
    }

    @Test
    void findsARouteThatDisagrees() {
        promotion();
        routes.add(new Routed(START.plusSeconds(60), 60));

        assertThat(broken(false)).containsExactly("service-0: Succeeded, and v2 has 60 %");
    }

    @Test
    void findsARiseAfterADecisionToGoBack() {
        rollback();
        routes.add(new Routed(START.plusSeconds(10), 20));
        routes.add(new Routed(START.plusSeconds(11), 0));

        assertThat(broken(true))
                .containsExactly("service-0: v2 was given 20 % at 2026-01-01T00:00:10Z, after the decision of"
                        + " 2026-01-01T00:00:04Z");
    }

    @Test
    void findsABadVersionThatWasPromoted() {
        promotion();

        assertThat(broken(true)).containsExactly("service-0: promoted, though three in ten requests fail");
    }

    private List<String> broken(boolean isBad) {
        return Rules.broken(new Subject(0, isBad, Hand.NONE), story, status, routes);
    }

    private void promotion() {
        tell(0, "started", EventType.RELEASE_STARTED, 0, Reason.STARTED);
        tell(1, "step/0/entered", EventType.RELEASE_STEP_ENTERED, 0, Reason.STEP_ENTERED);
        tell(2, "step/0.0/to/60", EventType.RELEASE_WEIGHT_SHIFTED, 1, Reason.WEIGHT_SHIFTED);
        tell(3, "step/1/entered", EventType.RELEASE_STEP_ENTERED, 1, Reason.STEP_ENTERED);
        tell(5, "promoted", EventType.RELEASE_PROMOTED, 1, Reason.PROMOTED);
        route(1, 20);
        route(2, 60);
        route(4, 100);
        ended("Succeeded", Reason.PROMOTED, "v2");
    }

    private void rollback() {
        tell(0, "started", EventType.RELEASE_STARTED, 0, Reason.STARTED);
        tell(1, "step/0/entered", EventType.RELEASE_STEP_ENTERED, 0, Reason.STEP_ENTERED);
        story.add(told(3, RELEASE + "/0/rollback", verdict()));
        tell(4, "back", EventType.RELEASE_WEIGHT_SHIFTED, 0, Reason.ERRORS_REGRESSED);
        tell(5, "rolled-back", EventType.RELEASE_ROLLED_BACK, 0, Reason.ERRORS_REGRESSED);
        route(1, 20);
        route(4, 0);
        ended("RolledBack", Reason.ERRORS_REGRESSED, "v1");
    }

    private void route(int second, int percent) {
        routes.add(new Routed(START.plusSeconds(second), percent));
    }

    private void ended(String outcome, Reason reason, String serving) {
        CanaryReleaseStatus.Past past = new CanaryReleaseStatus.Past();
        past.id = RELEASE;
        past.outcome = outcome;
        past.reason = reason.toString();
        status.history = List.of(past);
        status.serving = serving;
    }

    private void tell(int second, String fact, EventType type, int step, Reason reason) {
        ReleaseState state = new ReleaseState(
                new Subject(0, false, Hand.NONE).key(),
                RELEASE,
                "v1",
                "v2",
                step,
                3,
                Weight.of(20),
                Optional.empty(),
                reason,
                "in words",
                Optional.empty());
        story.add(told(second, RELEASE + "/" + fact, new ReleaseChanged(type, state)));
    }

    private static AnalysisJudged verdict() {
        return new AnalysisJudged(
                EventType.ANALYSIS_ROLLBACK,
                new Judgement(
                        new Subject(0, false, Hand.NONE).key(),
                        RELEASE,
                        RELEASE + "/0",
                        0,
                        1,
                        START,
                        START.plusSeconds(3),
                        Verdict.ROLL_BACK,
                        Reason.ERRORS_REGRESSED,
                        "in words",
                        DataState.EXACT,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Told told(int second, String id, Event event) {
        Instant at = START.plusSeconds(second);
        return new Told(new Envelope(id, URI.create("/huidu/shifter"), at, RELEASE, Optional.empty(), event), at);
    }
}
