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

    @Test
    void isTheMixtureOfCappedSumsAtTheDispersionsOfItsGrid() {
        List<double[]> intervals = intervals(7);
        CappedEvidence evidence = add(intervals);

        for (double phi : new double[] {1, Math.sqrt(2), 2, 8, 64}) {
            assertThat(evidence.logE(phi)).isCloseTo(theLongWay(intervals, phi), within(1e-9));
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

        CappedEvidence once = CappedEvidence.none(CAP).plus(overwhelming);

        assertThat(once.logE(1)).isCloseTo(CAP, within(1e-9));
        assertThat(once.logE(5)).isCloseTo(CAP, within(1e-9));
        assertThat(once.plus(overwhelming).logE(3)).isCloseTo(2 * CAP, within(1e-9));
    }

    @Test
    void isNothingBeforeTheFirstInterval() {
        assertThat(CappedEvidence.none(CAP).logE(2)).isCloseTo(0, within(1e-12));
    }

    @Test
    void staysFiniteWhateverComes() {
        double[] crushing = new double[Alternatives.COUNT];
        Arrays.fill(crushing, -1e12);

        assertThat(CappedEvidence.none(CAP).plus(crushing).logE(1)).isFinite().isNegative();
    }

    @Test
    void refusesACapThatLetsNothingThrough() {
        assertThatThrownBy(() -> CappedEvidence.none(0)).hasMessage("cap: got 0.0, expected above 0");
    }

    private static CappedEvidence add(List<double[]> intervals) {
        CappedEvidence evidence = CappedEvidence.none(CAP);
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
