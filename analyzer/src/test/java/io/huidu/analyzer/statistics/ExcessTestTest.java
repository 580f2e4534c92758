package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.analyzer.Draws;
import org.junit.jupiter.api.Test;

class ExcessTestTest {

    @Test
    void hasExpectationAtMostOneWheneverTheExcessIsReached() {
        Draws draws = new Draws(4711);
        for (int i = 0; i < 2000; i++) {
            double delta = 0.01 + 0.6 * draws.uniform();
            double[] p1 = probabilities(draws, 1 + (int) (5 * draws.uniform()), (1 - delta) * draws.uniform());
            double[] p2 = probabilities(draws, 1 + (int) (5 * draws.uniform()), mean(p1) + delta);
            RateGuess guess = new RateGuess(0.01 + 0.98 * draws.uniform(), 0.01 + 0.98 * draws.uniform());
            ExcessTest test = new ExcessTest(delta);

            double expectation = Enumeration.expectation(p1, p2, t -> test.logE(t, guess));

            assertThat(expectation).as("seed 4711, case %d", i).isLessThanOrEqualTo(1 + 1e-9);
        }
    }

    @Test
    void exceedsOneWhereTheCanaryIsHarmless() {
        double[] same = {0.1, 0.1, 0.1, 0.1, 0.1};

        double expectation =
                Enumeration.expectation(same, same, t -> new ExcessTest(0.2).logE(t, new RateGuess(0.1, 0.1)));

        assertThat(expectation).isGreaterThan(1.1);
    }

    @Test
    void betsNothingWhereTheGuessLiesInTheHypothesis() {
        assertThat(new ExcessTest(0.1).logE(new Tally(10, 1, 10, 1), new RateGuess(0.1, 0.2)))
                .isZero();
        assertThat(new ExcessTest(0.1).logE(new Tally(10, 1, 0, 0), new RateGuess(0.1, 0.1)))
                .isZero();
    }

    /** No test of the hypothesis can grow faster than by the divergence from its nearest point. */
    @Test
    void growsNearlyAsFastAsAnyTestCan() {
        RateGuess guess = new RateGuess(0.02, 0.03);
        double nearest = Double.POSITIVE_INFINITY;
        for (double q = 1e-6; q < 0.5; q += 1e-6) {
            nearest = Math.min(nearest, 300 * kl(0.02, q) + 100 * kl(0.03, q + 0.05));
        }

        double drift = new ExcessTest(0.05).logE(new Tally(300, 6, 100, 3), guess);

        assertThat(drift).isBetween(0.9 * nearest, nearest);
    }

    @Test
    void refusesAnImpossibleExcess() {
        assertThatThrownBy(() -> new ExcessTest(0)).hasMessage("delta: got 0.0, expected 0 < delta < 1");
    }

    private static double kl(double g, double q) {
        return g * Math.log(g / q) + (1 - g) * Math.log((1 - g) / (1 - q));
    }

    /** Unequal probabilities with a given mean. */
    private static double[] probabilities(Draws draws, int n, double mean) {
        double[] p = new double[n];
        java.util.Arrays.fill(p, mean);
        for (int i = 1; i < n; i++) {
            double move = Math.min(Math.min(p[i - 1], 1 - p[i - 1]), Math.min(p[i], 1 - p[i])) * draws.uniform();
            p[i - 1] -= move;
            p[i] += move;
        }
        return p;
    }

    private static double mean(double[] p) {
        return java.util.Arrays.stream(p).average().orElseThrow();
    }
}
