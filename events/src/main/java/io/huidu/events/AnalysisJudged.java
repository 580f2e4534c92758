package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What the analyzer says after an interval. {@link EventType#ANALYSIS_PROGRESSED} comes every interval and repeats the
 * standing verdict, so that one lost message costs nothing; {@link EventType#ANALYSIS_PROMOTE} and
 * {@link EventType#ANALYSIS_ROLLBACK} come when a verdict is reached.
 */
public record AnalysisJudged(EventType type, @JsonValue Judgement judgement) implements Event {

    public AnalysisJudged {
        Require.that(type.isJudgement(), "type", type.type(), "a type of io.huidu.analysis");
    }

    @JsonIgnore
    @Override
    public EventType type() {
        return type;
    }

    @Override
    public ReleaseKey release() {
        return judgement.release();
    }
}
