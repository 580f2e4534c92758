package io.huidu.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:00Z");

    @Test
    void givesTheSameFactTheSameId() {
        AnalysisRequested one = (AnalysisRequested)
                new RandomEvents(3).envelope(EventType.ANALYSIS_REQUESTED).event();
        AnalysisRequested same = (AnalysisRequested)
                new RandomEvents(3).envelope(EventType.ANALYSIS_REQUESTED).event();

        assertThat(EventIds.of(one)).isEqualTo(EventIds.of(same)).startsWith(one.requestId() + "/requested/");
    }

    @Test
    void givesARefinedRequestAnotherId() {
        AnalysisRequested request = (AnalysisRequested)
                new RandomEvents(3).envelope(EventType.ANALYSIS_REQUESTED).event();
        AnalysisRequested refined = new AnalysisRequested(
                request.release(),
                request.releaseId(),
                request.requestId(),
                request.baseline(),
                new Version("v2", "w", "s", Map.of("pod", "x")),
                request.exposures(),
                request.nextWeight(),
                request.plan());

        assertThat(EventIds.of(refined)).isNotEqualTo(EventIds.of(request));
    }

    @Test
    void namesAJudgementByItsRequestKindAndWindow() {
        AnalysisJudged judged = (AnalysisJudged)
                new RandomEvents(3).envelope(EventType.ANALYSIS_ROLLBACK).event();

        assertThat(EventIds.of(judged))
                .isEqualTo(judged.judgement().requestId() + "/rollback/"
                        + judged.judgement().windowEnd());
    }

    @Test
    void namesAChangeByItsReleaseAndFact() {
        assertThat(EventIds.ofChange("shop/a/01234567-1", "promoted")).isEqualTo("shop/a/01234567-1/promoted");
        assertThat(EventIds.ofStepEntered("shop/a/01234567-1", 2)).isEqualTo("shop/a/01234567-1/step/2/entered");
    }

    @Test
    void tellsCommandsApartByTimeAndContent() {
        Command pause = pause("Lunch.");

        assertThat(EventIds.of(pause, NOW))
                .startsWith("shop/servicea/pause/2026-03-01T10:15:00Z/")
                .isEqualTo(EventIds.of(pause("Lunch."), NOW))
                .isNotEqualTo(EventIds.of(pause("Dinner."), NOW))
                .isNotEqualTo(EventIds.of(pause, NOW.plusMillis(1)));
    }

    private static Command pause(String reason) {
        return new Command(
                EventType.COMMAND_PAUSE,
                new ReleaseKey("shop", "servicea"),
                "team",
                reason,
                Optional.empty(),
                Optional.empty());
    }
}
