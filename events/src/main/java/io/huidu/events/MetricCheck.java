package io.huidu.events;

import java.util.Optional;

/**
 * What a judge that goes by checks, not by evidence, has last seen of one metric: shares of requests for
 * {@link MetricKind#ERRORS}, milliseconds for {@link MetricKind#LATENCY}.
 *
 * @param baseline the baseline's value; empty where it has none or isn't looked at
 * @param canary the canary's value; empty where it has none
 * @param limit what the canary's value, or for a comparison the shift, must not pass; empty where there is none
 * @param shift canary minus baseline, with an interval for this one look; unknown where they aren't compared
 */
public record MetricCheck(
        CheckResult result,
        Optional<Double> baseline,
        Optional<Double> canary,
        Optional<Double> limit,
        Estimate shift) {}
