package io.huidu.analyzer.analysis;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.Preset;
import io.huidu.events.StratifyBy;
import io.huidu.events.Version;

/**
 * What is to be measured.
 *
 * @param preset the family of metrics
 * @param namespace where both versions run
 * @param stratifyBy within which kinds of requests
 */
public record Comparison(Preset preset, String namespace, Version baseline, Version canary, StratifyBy stratifyBy) {

    /** A comparison of all requests together. */
    public Comparison(Preset preset, String namespace, Version baseline, Version canary) {
        this(preset, namespace, baseline, canary, StratifyBy.NOTHING);
    }

    static Comparison of(AnalysisRequested request) {
        return new Comparison(
                request.plan().preset(),
                request.release().namespace(),
                request.baseline(),
                request.canary(),
                request.plan().stratifyBy());
    }
}
