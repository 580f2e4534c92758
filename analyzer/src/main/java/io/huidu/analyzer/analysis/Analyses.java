package io.huidu.analyzer.analysis;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.ReleaseKey;

/** What is to be analysed: the port by which requests come in. Safe for use by several threads. */
public interface Analyses {

    /** Starts to analyse a release, or goes on with another request for it. The same request again changes nothing. */
    void request(AnalysisRequested request);

    /** Ends the analysis of a release and forgets it; no further word is said of it. */
    void end(ReleaseKey release);
}
