package io.huidu.events;

/**
 * One quantile of latency in both versions, in milliseconds.
 *
 * @param quantile 0.95 for p95
 * @param baselineMillis the baseline's
 * @param canaryMillis the canary's
 * @param shiftMillis canary minus baseline, with an interval that holds at all times
 */
public record QuantileShift(double quantile, double baselineMillis, double canaryMillis, Estimate shiftMillis) {

    public QuantileShift {
        Require.that(quantile > 0 && quantile < 1, "quantile", quantile, "0 < q < 1");
    }
}
