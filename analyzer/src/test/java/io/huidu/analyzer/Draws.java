package io.huidu.analyzer;

import java.util.SplittableRandom;

/** Random draws for simulations, from a seed that the test names. */
public final class Draws {

    /** {@link java.util.Random} begins alike for seeds that are near, and runs of a simulation would depend on each other. */
    private final SplittableRandom random;

    public Draws(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public double uniform() {
        return random.nextDouble();
    }

    public double normal() {
        return random.nextGaussian();
    }

    /** Hits of n independent trials; by geometric gaps where hits are rare, one by one elsewhere. */
    public int binomial(int n, double p) {
        return p > 0 && p < 0.2 ? rare(n, StrictMath.log1p(-p)) : often(n, p);
    }

    private int rare(int n, double logMiss) {
        int hits = 0;
        for (double at = gap(logMiss); at <= n; at += gap(logMiss)) {
            hits++;
        }
        return hits;
    }

    private double gap(double logMiss) {
        return Math.floor(StrictMath.log(1 - random.nextDouble()) / logMiss) + 1;
    }

    private int often(int n, double p) {
        int hits = 0;
        for (int i = 0; i < n; i++) {
            hits += random.nextDouble() < p ? 1 : 0;
        }
        return hits;
    }

    /** Gamma of shape 2 with mean 1. */
    public double gamma2() {
        return -(StrictMath.log(1 - random.nextDouble()) + StrictMath.log(1 - random.nextDouble())) / 2;
    }
}
