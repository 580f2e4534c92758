package io.huidu.e2e.bench.statistics.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {

    private static final int DRAWS = 100_000;

    /** Means on both sides of the change of algorithm. */
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.7, 9.9, 10.1, 57, 1600})
    void drawsPoissonNumbers(double mean) {
        PoissonDistribution poisson = new PoissonDistribution(mean);
        Draws draws = new Draws(11);
        int from = poisson.inverseCumulativeProbability(0.001);
        int to = poisson.inverseCumulativeProbability(0.999) + 1;
        long[] observed = new long[to - from + 2];
        for (int i = 0; i < DRAWS; i++) {
            observed[(int) Math.clamp(draws.poisson(mean), from - 1L, to) - from + 1]++;
        }

        double[] expected = new double[observed.length];
        for (int i = 0; i < expected.length; i++) {
            double upTo = i == expected.length - 1 ? 1 : poisson.cumulativeProbability(from + i - 1);
            expected[i] = DRAWS * (upTo - (i == 0 ? 0 : poisson.cumulativeProbability(from + i - 2)));
        }

        assertThat(pValue(expected, observed)).as("mean %s, seed 11", mean).isGreaterThan(0.001);
    }

    @Test
    void drawsGammaNumbersOfMeanOneAndVarianceOneHalf() {
        Draws draws = new Draws(12);

        DescriptiveStatistics gamma = sample(draws::gamma2);

        assertThat(gamma.getMean()).isCloseTo(1, Assertions.within(0.01));
        assertThat(gamma.getVariance()).isCloseTo(0.5, Assertions.within(0.02));
    }

    @Test
    void drawsTheSameFromTheSameSeedsInTheSameOrder() {
        assertThat(new Draws(1, 2).uniform()).isEqualTo(new Draws(1, 2).uniform());
        assertThat(new Draws(1, 2).uniform()).isNotEqualTo(new Draws(2, 1).uniform());
    }

    private static double pValue(double[] expected, long[] observed) {
        double[] some = new double[expected.length];
        long[] seen = new long[expected.length];
        int cells = 0;
        for (int i = 0; i < expected.length; i++) {
            some[cells] += expected[i];
            seen[cells] += observed[i];
            if (some[cells] >= 5 && i < expected.length - 1) {
                cells++;
            }
        }
        return new ChiSquareTest()
                .chiSquareTest(java.util.Arrays.copyOf(some, cells + 1), java.util.Arrays.copyOf(seen, cells + 1));
    }

    private static DescriptiveStatistics sample(DoubleSupplier draw) {
        return new DescriptiveStatistics(
                DoubleStream.generate(draw).limit(DRAWS).toArray());
    }
}
