package io.huidu.e2e.bench.statistics.simulation;

import io.huidu.analyzer.verdict.VersionSample;

/**
 * What happened in an interval.
 *
 * @param harmed how many requests the canary's fault is expected to have made bad: failed, or slower than the baseline's
 *     p95
 */
public record Counted(VersionSample baseline, VersionSample canary, double harmed) {}
