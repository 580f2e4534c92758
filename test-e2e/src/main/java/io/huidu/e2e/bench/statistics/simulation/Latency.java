package io.huidu.e2e.bench.statistics.simulation;

import org.apache.commons.math3.special.Erf;

/** A distribution of response times. */
public sealed interface Latency {

    /** The share of requests that take no longer. */
    double atMost(double millis);

    /** The time that a share of the requests doesn't exceed. */
    default double quantile(double share) {
        double low = 0;
        double high = 1e6;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (atMost(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    record LogNormal(double medianMillis, double sigma) implements Latency {
        @Override
        public double atMost(double millis) {
            double z = Math.log(millis / medianMillis) / sigma;
            return millis <= 0 ? 0 : 0.5 * Erf.erfc(-z / Math.sqrt(2));
        }
    }

    /** Everything takes {@code factor} times as long. */
    record Scaled(Latency of, double factor) implements Latency {
        @Override
        public double atMost(double millis) {
            return of.atMost(millis / factor);
        }
    }

    /** What is above p90 takes {@code factor} times as long, at least 1. */
    record SlowTail(Latency of, double factor, double p90) implements Latency {

        SlowTail(Latency of, double factor) {
            this(of, factor, of.quantile(0.9));
        }

        @Override
        public double atMost(double millis) {
            return millis <= p90 ? of.atMost(millis) : Math.max(0.9, of.atMost(millis / factor));
        }
    }

    /** A share of the requests is of the second kind. */
    record Mixture(Latency first, Latency second, double share) implements Latency {
        @Override
        public double atMost(double millis) {
            return (1 - share) * first.atMost(millis) + share * second.atMost(millis);
        }
    }
}
