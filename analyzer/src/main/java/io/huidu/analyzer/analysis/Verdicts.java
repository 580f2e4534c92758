package io.huidu.analyzer.analysis;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;

/** Where judgements go. */
public interface Verdicts {

    /**
     * Tells a judgement, without waiting for its delivery.
     *
     * @param request what it answers
     */
    void publish(AnalysisJudged judged, AnalysisRequested request);
}
