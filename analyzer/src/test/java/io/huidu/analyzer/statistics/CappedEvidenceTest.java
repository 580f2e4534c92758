package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CappedEvidenceTest {

    private static final double CAP = 1.5;
    /** Of a few sums that are rounded down. */
    private static final double ROUNDING = 1e-4;

    @Test
    void isTheMixtureOfCappedSumsAtTheDispersionsOfItsGrid() {
        List<double[]> intervals = intervals(7);
        CappedEvidence evidence = add(intervals);

        for (double phi : new double[] {1, Math.sqrt(2), 2, 8, 64}) {
            assertThat(evidence.logE(phi))
                    .isBetween(theLongWay(intervals, phi) - ROUNDING, theLongWay(intervals, phi) + 1e-9);
        }
    }

    @Test
    void neverClaimsMoreBetweenThemAndLittleLess() {
        List<double[]> intervals = intervals(8);
        CappedEvidence evidence = add(intervals);

        for (double phi = 1; phi < 64; phi *= 1.07) {
            double longWay = theLongWay(intervals, phi);
            assertThat(evidence.logE(phi)).isBetween(longWay - 0.35, longWay + 1e-9);
        }
    }

    @Test
    void growsByNoMoreThanTheCapInAnInterval() {
        double[] overwhelming = new double[Alternatives.COUNT];
        Arrays.fill(overwhelming, 1e9);

        CappedEvidence once = LastingEvidence.none(CAP).plus(overwhelming);

        assertThat(once.logE(1)).isBetween(CAP - ROUNDING, CAP + 1e-9);
        assertThat(once.logE(5)).isBetween(CAP - ROUNDING, CAP + 1e-9);
        assertThat(once.plus(overwhelming).logE(3)).isBetween(2 * CAP - ROUNDING, 2 * CAP + 1e-9);
    }

    @Test
    void isNothingBeforeTheFirstInterval() {
        assertThat(LastingEvidence.none(CAP).logE(2)).isCloseTo(0, within(1e-12));
    }

    @Test
    void staysFiniteWhateverComes() {
        double[] crushing = new double[Alternatives.COUNT];
        Arrays.fill(crushing, -1e12);

        assertThat(LastingEvidence.none(CAP).plus(crushing).logE(1)).isFinite().isNegative();
    }

    @Test
    void ofAnyOnsetIsTheLargestOverBeginningsLessTheirPrice() {
        List<double[]> intervals = intervals(9);
        CappedEvidence evidence = OnsetEvidence.none(1e9, 1);
        for (double[] logE : intervals) {
            evidence = evidence.plus(logE);
        }

        for (double phi : new double[] {1, 2, 8}) {
            double longWay = largestOverBeginnings(intervals, phi);
            assertThat(evidence.logE(phi)).isBetween(longWay - ROUNDING, longWay + 1e-9);
        }
    }

    @Test
    void theShareOfAllBeginningsTogetherIsOne() {
        double sum = 0.9;
        for (int s = 1; s < 1_000_000; s++) {
            sum += Math.exp(-priceOf(s));
        }

        assertThat(sum).isBetween(0.9999, 1.0);
    }

    @Test
    void findsWhatSetsInLateSoonerThanWhatLooksAtAllIntervalsAlike() {
        double[] healthy = new double[Alternatives.COUNT];
        Arrays.setAll(healthy, j -> -1 - j);
        double[] regressed = new double[Alternatives.COUNT];
        Arrays.fill(regressed, 4);
        double bound = Math.log(100);

        CappedEvidence alike = LastingEvidence.none(bound / 3);
        CappedEvidence anyOnset = OnsetEvidence.none(bound, 1.0 / 3);
        for (int i = 0; i < 180; i++) {
            alike = alike.plus(healthy);
            anyOnset = anyOnset.plus(healthy);
        }

        assertThat(intervalsUntil(bound, anyOnset, regressed)).isBetween(3, 4);
        assertThat(intervalsUntil(bound, alike, regressed)).isGreaterThan(100);
    }

    @Test
    void takesThreeIntervalsAtLeastWheneverItBegan() {
        double[] overwhelming = new double[Alternatives.COUNT];
        Arrays.fill(overwhelming, 1e9);
        double[] crushing = new double[Alternatives.COUNT];
        Arrays.fill(crushing, -1e3);

        for (int late : new int[] {0, 1, 50, 1000}) {
            CappedEvidence evidence = OnsetEvidence.none(5, 0.36);
            for (int i = 0; i < late; i++) {
                evidence = evidence.plus(crushing);
            }
            assertThat(intervalsUntil(5, evidence, overwhelming))
                    .as("after %d", late)
                    .isEqualTo(3);
        }
    }

    private static int intervalsUntil(double bound, CappedEvidence evidence, double[] logE) {
        CappedEvidence next = evidence;
        for (int i = 0; i < 1000; i++) {
            if (next.logE(1) >= bound) {
                return i;
            }
            next = next.plus(logE);
        }
        return 1000;
    }

    private static double largestOverBeginnings(List<double[]> intervals, double phi) {
        double sum = 0;
        for (int j = 0; j < Alternatives.COUNT; j++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int begin = 0; begin < intervals.size(); begin++) {
                double log = -priceOf(begin);
                for (double[] logE : intervals.subList(begin, intervals.size())) {
                    log += logE[j] / phi;
                }
                largest = Math.max(largest, log);
            }
            sum += Math.exp(Alternatives.logWeight(j) + largest);
        }
        return Math.log(sum);
    }

    private static double priceOf(int begin) {
        return begin == 0 ? -Math.log(0.9) : -Math.log(0.1 * 100.0 / ((begin + 99.0) * (begin + 100.0)));
    }

    @Test
    void refusesACapThatLetsNothingThrough() {
        assertThatThrownBy(() -> LastingEvidence.none(0)).hasMessage("cap: got 0.0, expected above 0");
    }

    private static CappedEvidence add(List<double[]> intervals) {
        CappedEvidence evidence = LastingEvidence.none(CAP);
        for (double[] logE : intervals) {
            evidence = evidence.plus(logE);
        }
        return evidence;
    }

    private static double theLongWay(List<double[]> intervals, double phi) {
        double sum = 0;
        for (int j = 0; j < Alternatives.COUNT; j++) {
            double log = 0;
            for (double[] logE : intervals) {
                log += Math.min(logE[j] / phi, CAP);
            }
            sum += Math.exp(Alternatives.logWeight(j) + log);
        }
        return Math.log(sum);
    }

    private static List<double[]> intervals(long seed) {
        Draws draws = new Draws(seed);
        List<double[]> intervals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            double[] logE = new double[Alternatives.COUNT];
            Arrays.setAll(logE, j -> 4 * draws.normal());
            intervals.add(logE);
        }
        return intervals;
    }
}
