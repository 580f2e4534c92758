package io.huidu.analyzer.analysis;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Judgement;

/** The evidence of one release as it is written down; for one thread at a time. Never throws. */
public interface Recording {

    /** Writes nothing down. */
    Recording NONE = new Recording() {
        @Override
        public void asked(AnalysisRequested request) {}

        @Override
        public void judged(CountedWindow counted, Judgement judgement) {}
    };

    /** The same evidence is asked about with another request, usually the next step. */
    void asked(AnalysisRequested request);

    /** A window was counted, and this is what all evidence says since. */
    void judged(CountedWindow counted, Judgement judgement);
}
