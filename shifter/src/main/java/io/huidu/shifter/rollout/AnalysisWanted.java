package io.huidu.shifter.rollout;

import io.huidu.events.AnalysisRequested;

/** What the analyzer is to be doing. Stated in every plan; whoever sends it sends changes only. */
public sealed interface AnalysisWanted {

    /** This, and nothing else of this resource. */
    record Wanted(AnalysisRequested request) implements AnalysisWanted {}

    /** Nothing: a tombstone. */
    record None() implements AnalysisWanted {}

    /** What it has been doing: what else can't be told while the spec is invalid. */
    record AsBefore() implements AnalysisWanted {}
}
