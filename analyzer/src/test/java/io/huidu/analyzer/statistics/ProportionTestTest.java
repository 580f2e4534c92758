package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionTestTest {

    private static final double[] NONE = {};

    /** Unequal on purpose; the mean is 0.25. */
    private static final double[] P = {0.02, 0.9, 0.1, 0.3, 0.08, 0.1};

    @Test
    void hasExpectationAtMostOneOnTheBoundaryOfTheHypothesis() {
        ProportionTest atMost = new ProportionTest(0.25, Side.ABOVE);
        ProportionTest atLeast = new ProportionTest(0.25, Side.BELOW);

        for (int j = 0; j < Alternatives.COUNT; j++) {
            int index = j;
            assertThat(Enumeration.expectation(NONE, P, t -> atMost.logE(t.k2(), t.n2())[index]))
                    .isLessThanOrEqualTo(1);
            assertThat(Enumeration.expectation(NONE, P, t -> atLeast.logE(t.k2(), t.n2())[index]))
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void isTheLikelihoodRatioOfBernoulliTrials() {
        double[] logE = new ProportionTest(0.1, Side.ABOVE).logE(7, 40);

        for (int j = 0; j < logE.length; j++) {
            double odds = 0.1 / 0.9 * Math.exp(Alternatives.logRatio(j));
            double p = odds / (1 + odds);
            double longWay = 7 * Math.log(p / 0.1) + 33 * Math.log((1 - p) / 0.9);
            assertThat(logE[j]).isCloseTo(longWay, within(1e-12));
        }
    }

    @Test
    void refusesACertainHypothesis() {
        assertThatThrownBy(() -> new ProportionTest(1, Side.ABOVE)).hasMessage("p0: got 1.0, expected 0 < p0 < 1");
    }
}
