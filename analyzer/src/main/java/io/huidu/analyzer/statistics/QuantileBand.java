package io.huidu.analyzer.statistics;

/**
 * Quantiles of one version's latency with limits that hold for all quantiles, at all times at once.
 *
 * <p>Guarantee: for independent requests of one distribution, with probability 1 − α, at every t ≥ {@value #START} and at
 * every x, the share of requests within x differs from its true value by at most
 *
 * <pre>0.85·√((log(1 + log(t/32)) + 0.8·log(1612/α))/t)</pre>
 *
 * <p>Seen at bucket bounds only, which leaves the band valid: it speaks of fewer x. Requests that come in clumps are
 * worth t/φ of independent ones, which is calibration.
 *
 * <p>Source: Howard and Ramdas, "Sequential estimation of quantiles with applications to A/B testing and best-arm
 * identification", Bernoulli 28 (2022), theorem 2, arXiv:1906.09712.
 *
 * @param histogram all requests so far
 * @param alpha the error probability of the band, strictly between 0 and 1
 * @param dispersion φ, 1 or more
 */
public record QuantileBand(LatencyHistogram histogram, double alpha, double dispersion) {

    private static final double START = 32;

    public QuantileBand {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha: got %s, expected 0 < alpha < 1".formatted(alpha));
        }
        if (!(dispersion >= 1)) {
            throw new IllegalArgumentException("dispersion: got %s, expected 1 or more".formatted(dispersion));
        }
    }

    /** A lower limit of the q-quantile in milliseconds; 0 when there is none yet. */
    public double lower(double q) {
        long within = 0;
        double limit = 0;
        for (int i = 0; i < histogram.buckets() - 1; i++) {
            within += histogram.count(i);
            if (within < (q - radius()) * histogram.total()) {
                limit = histogram.upperBoundMillis(i);
            }
        }
        return limit;
    }

    /** An upper limit of the q-quantile in milliseconds; infinity when there is none yet. */
    public double upper(double q) {
        return q + radius() <= 1 ? histogram.quantileBound(q + radius()) : Double.POSITIVE_INFINITY;
    }

    /** Half the height of the band; infinity before it begins. */
    double radius() {
        double t = histogram.total() / dispersion;
        return t < START ? Double.POSITIVE_INFINITY : 0.85 * StrictMath.sqrt((iterated(t) + tail()) / t);
    }

    private static double iterated(double t) {
        return StrictMath.log1p(StrictMath.log(t / START));
    }

    private double tail() {
        return 0.8 * StrictMath.log(1612 / alpha);
    }
}
