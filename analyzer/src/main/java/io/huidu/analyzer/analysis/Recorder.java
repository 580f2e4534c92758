package io.huidu.analyzer.analysis;

import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.AnalysisRequested;
import java.util.List;

/**
 * Where what was counted and judged is written down, so that it can be judged again. Never throws, and is safe for use by
 * several threads: an analysis doesn't depend on its being recorded.
 */
public interface Recorder {

    /** Writes nothing down. */
    Recorder NONE = (request, baselineBefore) -> Recording.NONE;

    /**
     * Evidence of a release begins, for the first time or anew.
     *
     * @param baselineBefore what is known of the baseline before the release
     */
    Recording begin(AnalysisRequested request, List<VersionSample> baselineBefore);
}
