package io.huidu.analyzer.analysis;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.Preset;
import io.huidu.events.Version;

/**
 * What is to be measured.
 *
 * @param preset the family of metrics
 * @param namespace where both versions run
 */
public record Comparison(Preset preset, String namespace, Version baseline, Version canary) {

    static Comparison of(AnalysisRequested request) {
        return new Comparison(
                request.plan().preset(), request.release().namespace(), request.baseline(), request.canary());
    }
}
