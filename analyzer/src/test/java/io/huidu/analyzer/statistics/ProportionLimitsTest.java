package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.Draws;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ProportionLimitsTest {

    private static final double BOUND = Math.log(20);

    @Test
    void liesWhereTheTestReachesTheBound() {
        ProportionLimits limits = new ProportionLimits(7, 400, 1);

        assertThat(evidence(limits.upper(BOUND), Side.BELOW)).isCloseTo(BOUND, within(1e-6));
        assertThat(evidence(limits.lower(BOUND), Side.ABOVE)).isCloseTo(BOUND, within(1e-6));
    }

    private static double evidence(double p0, Side side) {
        return LastingEvidence.none(1e9)
                .plus(new ProportionTest(p0, side).logE(7, 400))
                .logE(1);
    }

    @Test
    void knowsTheEdges() {
        assertThat(new ProportionLimits(0, 0, 1).upper(BOUND)).isEqualTo(1);
        assertThat(new ProportionLimits(0, 0, 1).lower(BOUND)).isZero();
        assertThat(new ProportionLimits(0, 1000, 1).lower(BOUND)).isZero();
        assertThat(new ProportionLimits(0, 1000, 1).upper(BOUND)).isBetween(0.003, 0.006);
        assertThat(new ProportionLimits(1000, 1000, 1).upper(BOUND)).isEqualTo(1);
        assertThat(new ProportionLimits(1e9, 1e9, 1).lower(BOUND)).isBetween(0.99999999, 1.0);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new ProportionLimits(2, 1, 1))
                .hasMessage("k: got 2.0 of 1.0 trials, expected 0 to trials");
        assertThatThrownBy(() -> new ProportionLimits(1, 2, 0)).hasMessage("dispersion: got 0.0, expected above 0");
    }

    /** Each limit errs with probability 5 % at most, over all looks. */
    @Test
    @Tag("slow")
    void coversTheTruthAtAllTimesAtOnce() {
        int runs = 400;
        int missed = 0;
        for (int run = 0; run < runs; run++) {
            Draws draws = new Draws(run);
            double hits = 0;
            boolean outside = false;
            for (int n = 50; n <= 3000; n += 50) {
                hits += draws.binomial(50, 0.02);
                outside |= new ProportionLimits(hits, n, 1).upper(BOUND) < 0.02;
            }
            missed += outside ? 1 : 0;
        }

        assertThat(missed).isLessThanOrEqualTo((int) (0.05 * runs));
    }
}
