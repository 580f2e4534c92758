package io.huidu.events;

/**
 * Evidence against a hypothesis, and where it suffices.
 *
 * @param logE natural logarithm of the e-value
 * @param bound the logE that rejects the hypothesis
 */
public record Evidence(double logE, double bound) {

    public Evidence {
        Require.that(Double.isFinite(logE), "logE", logE, "a finite number");
        Require.that(Double.isFinite(bound), "bound", bound, "a finite number");
    }

    public boolean isReached() {
        return logE >= bound;
    }
}
