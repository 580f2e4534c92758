package io.huidu.e2e.bench.statistics.simulation;

import java.util.SplittableRandom;
import org.apache.commons.math3.special.Gamma;

/** Random draws; equal seeds draw equally. Not safe for use by several threads. */
final class Draws {

    /** From this mean on rejection is quicker than multiplication, and valid. */
    private static final double LARGE = 10;

    private final SplittableRandom random;

    Draws(long... seeds) {
        long mixed = 0;
        for (long seed : seeds) {
            mixed = mixed * 0x9E3779B97F4A7C15L + new SplittableRandom(seed).nextLong();
        }
        this.random = new SplittableRandom(mixed);
    }

    double uniform() {
        return random.nextDouble();
    }

    double normal() {
        return random.nextGaussian();
    }

    /** Gamma of shape 2 with mean 1. */
    double gamma2() {
        return (random.nextExponential() + random.nextExponential()) / 2;
    }

    long poisson(double mean) {
        return mean < LARGE ? fewPoisson(mean) : manyPoisson(mean);
    }

    /** Arrivals before time 1. */
    private long fewPoisson(double mean) {
        double limit = Math.exp(-mean);
        long arrivals = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            arrivals++;
        }
        return arrivals;
    }

    /** PTRS of W. Hörmann, "The transformed rejection method for generating Poisson random variables", 1993. */
    private long manyPoisson(double mean) {
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double squeeze = 0.9277 - 3.6224 / (b - 2);
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= squeeze) {
                return (long) k;
            }
            boolean outside = k < 0 || (us < 0.013 && v > us);
            if (!outside
                    && Math.log(v * inverseAlpha / (a / (us * us) + b))
                            <= k * Math.log(mean) - mean - Gamma.logGamma(k + 1)) {
                return (long) k;
            }
        }
    }
}
