package io.huidu.analyzer.recording;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Judgement;
import java.util.List;

/** One line of a recording. */
public sealed interface RecordedLine {

    /**
     * Evidence began, for the first time or anew: what follows belongs to it, up to the next such line.
     *
     * @param baselineBefore what was known of the baseline before the release
     */
    record Begun(AnalysisRequested request, List<VersionSample> baselineBefore) implements RecordedLine {

        public Begun {
            baselineBefore = List.copyOf(baselineBefore);
        }
    }

    /** The same evidence was asked about with another request. */
    record Asked(AnalysisRequested request) implements RecordedLine {}

    /** A window was counted, and this is what all evidence said since. */
    record Judged(CountedWindow counted, Judgement judgement) implements RecordedLine {}
}
