package io.huidu.e2e.bench.statistics.simulation;

/** Response times of both versions, by bucket. */
final class Times {

    /** p95 is 91 ms, p99 128 ms. */
    private static final Latency USUAL = new Latency.LogNormal(40, 0.5);

    private final Latency canary;
    private final double[] usualBaseline = Buckets.shares(USUAL);
    private final double[] usualCanary;
    private final double slowerThanP95;

    Times(Effect effect) {
        this.canary = effect.latency(USUAL);
        this.usualCanary = Buckets.shares(canary);
        this.slowerThanP95 = 0.95 - canary.atMost(USUAL.quantile(0.95));
    }

    /** The baseline's, when everything takes {@code factor} times as long. */
    double[] baseline(double factor) {
        return factor == 1 ? usualBaseline : Buckets.shares(new Latency.Scaled(USUAL, factor));
    }

    /** The canary's, when everything takes {@code factor} times as long. */
    double[] canary(double factor) {
        return factor == 1 ? usualCanary : Buckets.shares(new Latency.Scaled(canary, factor));
    }

    /** How many more of the canary's requests than of the baseline's are slower than the baseline's p95, as a share. */
    double slowerThanP95() {
        return slowerThanP95;
    }
}
