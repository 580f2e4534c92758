package io.huidu.analyzer.recording;

import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.MetricKind;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of a case: what both versions did in one interval.
 *
 * @param name of the case; its lines follow one another
 * @param label what is known of it, for example that both versions are the same
 * @param kind what it is about
 * @param at when the interval began, cut to milliseconds
 */
public record MeasuredLine(
        String name,
        Optional<String> label,
        MetricKind kind,
        Instant at,
        VersionSample baseline,
        VersionSample canary) {}
