package io.huidu.analyzer.analysis;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.DataState;
import io.huidu.events.ReleaseKey;
import java.time.Duration;

/** What there is to measure about the analysis itself. Called from several threads. */
public interface AnalysisObserver {

    AnalysisObserver NONE = new AnalysisObserver() {};

    /** A window was looked at. */
    default void windowLookedAt(DataState data) {}

    /** A judgement was handed over for publishing. */
    default void told(AnalysisJudged event) {}

    /** The analysis of a release ended: nothing is told of it any more. */
    default void ended(ReleaseKey release) {}

    /** A look at one release ended. */
    default void looked(Duration took) {}

    /** The source of measurements answered all that a look asked. */
    default void measured() {}

    /** A look failed because the source of measurements didn't answer. */
    default void measurementFailed() {}

    /** A look failed for a reason of its own, which is a defect. */
    default void failed() {}

    /** Evidence was built anew from the release's start. */
    default void rebuilt() {}

    /** A recording ended, or lost its place, because it couldn't be written. */
    default void recordingFailed() {}

    /** How many releases are being analysed. */
    default void running(int releases) {}
}
