/**
 * Runs the analysis of every requested release: measure, count, judge, tell. {@link
 * io.huidu.analyzer.analysis.AnalysisEngine} is the entrance; outwards it knows its ports alone, {@link
 * io.huidu.analyzer.analysis.AnalysisPorts}. {@link io.huidu.analyzer.analysis.Replay} judges again what is over.
 */
@NullMarked
package io.huidu.analyzer.analysis;

import org.jspecify.annotations.NullMarked;
