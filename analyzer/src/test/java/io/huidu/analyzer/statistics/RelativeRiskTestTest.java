package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.Draws;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelativeRiskTestTest {

    /** Unequal on purpose: their means are 0.2 and 0.3. */
    private static final double[] P1 = {0.01, 0.5, 0.2, 0.3, 0.05, 0.14};

    private static final double[] P2 = {0.9, 0.1, 0.15, 0.05};

    @Test
    void hasExpectationAtMostOneOnTheBoundaryOfTheHypothesis() {
        RelativeRiskTest atMost = new RelativeRiskTest(1.5, Side.ABOVE);
        RelativeRiskTest atLeast = new RelativeRiskTest(1.5, Side.BELOW);

        for (int j = 0; j < Alternatives.COUNT; j++) {
            int index = j;
            assertThat(Enumeration.expectation(P1, P2, t -> atMost.logE(t)[index]))
                    .isLessThanOrEqualTo(1);
            assertThat(Enumeration.expectation(P1, P2, t -> atLeast.logE(t)[index]))
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void exceedsOneOutsideTheHypothesis() {
        RelativeRiskTest atMost = new RelativeRiskTest(1, Side.ABOVE);

        double expectation = Enumeration.expectation(P1, P2, t -> atMost.logE(t)[2]);

        assertThat(expectation).isGreaterThan(1);
    }

    @Test
    void isTheLikelihoodRatioOfTheCoin() {
        RelativeRiskTest test = new RelativeRiskTest(1.1, Side.ABOVE);
        Tally tally = new Tally(3000, 12, 1000, 9);

        double[] logE = test.logE(tally);

        for (int j = 0; j < logE.length; j++) {
            double r = 1.1 * Math.exp(Alternatives.logRatio(j));
            double pi = 1000 * r / (3000 + 1000 * r);
            double pi0 = 1000 * 1.1 / (3000 + 1000 * 1.1);
            double longWay = 9 * Math.log(pi / pi0) + 12 * Math.log((1 - pi) / (1 - pi0));
            assertThat(logE[j]).isCloseTo(longWay, within(1e-11));
        }
    }

    @Test
    void saysNothingWithoutRequestsOfBothOrWithoutBadOnes() {
        RelativeRiskTest test = new RelativeRiskTest(1, Side.ABOVE);

        assertThat(test.logE(new Tally(100, 5, 0, 0))).containsOnly(0);
        assertThat(test.logE(new Tally(0, 0, 100, 5))).containsOnly(0);
        assertThat(test.logE(new Tally(100, 0, 100, 0))).containsOnly(0);
    }

    @Test
    void staysFiniteForABillionRequestsThatAreAllBad() {
        Tally tally = new Tally(1_000_000_000, 1_000_000_000, 1_000_000_000, 1_000_000_000);

        double[] logE = new RelativeRiskTest(1, Side.ABOVE).logE(tally);

        assertThat(Arrays.stream(logE).allMatch(Double::isFinite)).isTrue();
    }

    @Test
    void refusesAnImpossibleHypothesis() {
        assertThatThrownBy(() -> new RelativeRiskTest(Double.NaN, Side.ABOVE))
                .hasMessage("r0: got NaN, expected above 0 and finite");
        assertThatThrownBy(() -> new Tally(3, 4, 0, 0)).hasMessage("k1: got 4 of 3 requests, expected 0 to requests");
    }

    /** Of so much traffic in one go, a regression of the detectable size is found about every second time. */
    @Test
    void knowsWhatItWouldFind() {
        RelativeRiskTest test = new RelativeRiskTest(1, Side.ABOVE);
        double bound = Math.log(100);
        double risk = test.detectableRisk(16_000, 0.005, 4_000, 1, bound).orElseThrow();
        Draws draws = new Draws(17);

        long found = IntStream.range(0, 400)
                .filter(run -> {
                    Tally tally = new Tally(
                            16_000, draws.binomial(16_000, 0.005), 4_000, draws.binomial(4_000, 0.005 * risk));
                    return LastingEvidence.none(Double.POSITIVE_INFINITY)
                                    .plus(test.logE(tally))
                                    .logE(1)
                            >= bound;
                })
                .count();

        assertThat(risk).isBetween(1.5, 3.0);
        assertThat(found).isBetween(160L, 240L);
    }

    @Test
    void findsNothingInTooLittleTraffic() {
        RelativeRiskTest test = new RelativeRiskTest(1, Side.ABOVE);

        assertThat(test.detectableRisk(10, 0.5, 1, 1, 5)).isEmpty();
        assertThat(test.detectableRisk(0, 0.5, 100, 1, 5)).isEmpty();
    }
}
