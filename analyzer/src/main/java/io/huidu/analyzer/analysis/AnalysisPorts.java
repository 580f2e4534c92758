package io.huidu.analyzer.analysis;

import java.time.InstantSource;

/** What an analysis knows of the world outside. */
public record AnalysisPorts(
        Measurements measurements,
        Verdicts verdicts,
        Recorder recorder,
        AnalysisObserver observer,
        InstantSource clock) {}
