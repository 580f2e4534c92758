package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.Draws;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RelativeRiskCurveTest {

    @Test
    void isTheSumOfTheIntervalsForEveryRelativeRisk() {
        List<Tally> tallies = tallies(3, 200);
        RelativeRiskCurve curve = add(tallies);
        long bad = tallies.stream().mapToLong(Tally::bad).sum();

        for (double theta = -Math.log(64); theta < Math.log(64); theta += 0.0371) {
            assertThat(curve.logLikelihood(theta)).isCloseTo(theLongWay(tallies, theta), within(1e-8 * bad));
        }
    }

    @Test
    void hasLimitsWhereTheTestReachesTheBound() {
        List<Tally> tallies = tallies(4, 50);
        RelativeRiskCurve curve = add(tallies);
        double bound = Math.log(20);

        double upper = curve.upper(bound, 1);
        double lower = curve.lower(bound, 1);

        assertThat(evidence(tallies, upper, Side.BELOW)).isCloseTo(bound, within(0.01));
        assertThat(evidence(tallies, lower, Side.ABOVE)).isCloseTo(bound, within(0.01));
        assertThat(lower).isLessThan(upper);
    }

    @Test
    void hasNoLimitsWithoutBadRequests() {
        RelativeRiskCurve curve = RelativeRiskCurve.FLAT.plus(new Tally(1000, 0, 1000, 0));

        assertThat(curve.upper(3, 1)).isInfinite();
        assertThat(curve.lower(3, 1)).isZero();
    }

    @Test
    void hasALowerLimitOnlyWhenAllBadRequestsAreTheCanarys() {
        RelativeRiskCurve curve = RelativeRiskCurve.FLAT.plus(new Tally(1000, 0, 1000, 1000));

        assertThat(curve.upper(3, 1)).isInfinite();
        assertThat(curve.lower(3, 1)).isGreaterThan(10);
    }

    @Test
    void widensWithDispersion() {
        RelativeRiskCurve curve = add(tallies(5, 50));

        assertThat(curve.upper(3, 4)).isGreaterThan(curve.upper(3, 1));
        assertThat(curve.lower(3, 4)).isLessThan(curve.lower(3, 1));
    }

    /** Each limit errs with probability 5 % at most, over all looks. */
    @Test
    @Tag("slow")
    void coversTheTruthAtAllTimesAtOnce() {
        int runs = 200;
        int above = 0;
        int below = 0;
        for (int run = 0; run < runs; run++) {
            Draws draws = new Draws(run);
            RelativeRiskCurve curve = RelativeRiskCurve.FLAT;
            boolean tooLow = false;
            boolean tooHigh = false;
            for (int i = 0; i < 60; i++) {
                curve = curve.plus(tally(draws, 2));
                tooLow |= curve.upper(Math.log(20), 1) < 2;
                tooHigh |= curve.lower(Math.log(20), 1) > 2;
            }
            below += tooLow ? 1 : 0;
            above += tooHigh ? 1 : 0;
        }

        assertThat(below).isLessThanOrEqualTo((int) (0.05 * runs));
        assertThat(above).isLessThanOrEqualTo((int) (0.05 * runs));
    }

    private static Tally tally(Draws draws, double r) {
        int n2 = 20 + (int) (400 * draws.uniform());
        double p1 = 0.002 + 0.02 * draws.uniform();
        return new Tally(800, draws.binomial(800, p1), n2, draws.binomial(n2, r * p1));
    }

    private static List<Tally> tallies(long seed, int count) {
        Draws draws = new Draws(seed);
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tallies.add(tally(draws, 1.5));
        }
        return tallies;
    }

    private static RelativeRiskCurve add(List<Tally> tallies) {
        RelativeRiskCurve curve = RelativeRiskCurve.FLAT;
        for (Tally tally : tallies) {
            curve = curve.plus(tally);
        }
        return curve;
    }

    private static double theLongWay(List<Tally> tallies, double theta) {
        double sum = 0;
        for (Tally t : tallies) {
            double n = t.n1() + (double) t.n2();
            sum += t.k2() * theta - t.bad() * Math.log((t.n1() + t.n2() * Math.exp(theta)) / n);
        }
        return sum;
    }

    private static double evidence(List<Tally> tallies, double r0, Side side) {
        RelativeRiskTest test = new RelativeRiskTest(r0, side);
        LastingEvidence evidence = LastingEvidence.none(1e9);
        for (Tally tally : tallies) {
            evidence = evidence.plus(test.logE(tally));
        }
        return evidence.logE(1);
    }
}
