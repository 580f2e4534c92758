package io.huidu.analyzer.verdict.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.verdict.peers.MannWhitneyTest.Shift;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MannWhitneyTestTest {

    private static final long SEED = 20260301;

    /** The numbers stand in github.com/spinnaker/spinnaker/issues/6278, written by Kayenta's own classifier. */
    @Test
    void endsAtThePointWhereKayentaEnds() {
        double[] experiment = {100, 100, 100, 100, 100, 100, 100, 1, 1, 1};
        double[] control = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

        Shift shift = MannWhitneyTest.KAYENTA.shift(experiment, control).orElseThrow();

        assertThat(shift.lower()).isCloseTo(6.825022991538781E-5, within(1e-16));
        assertThat(shift.upper()).isEqualTo(99.0);
        assertThat(shift.estimate()).isCloseTo(98.99992904170193, within(1e-13));
    }

    /**
     * Counted pair by pair: with U the pairs in which the experiment is larger, the lower limit is where U, less its
     * mean and the half of the continuity correction, is 2.326 standard deviations.
     */
    @ParameterizedTest
    @ValueSource(ints = {5, 12, 40})
    void limitsAreWhereTheCountOfPairsCrossesItsQuantile(int n) {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        double[] x = random.doubles(n).map(v -> 3 + v).toArray();
        double[] y = random.doubles(n + 3).toArray();

        Shift shift = MannWhitneyTest.KAYENTA.shift(x, y).orElseThrow();

        double sigma = Math.sqrt(n * (n + 3) * (2 * n + 4) / 12.0);
        double mean = n * (n + 3) / 2.0;
        assertThat(wins(x, y, shift.lower() - 1e-4) - mean - 0.5).isGreaterThanOrEqualTo(2.3263 * sigma);
        assertThat(wins(x, y, shift.lower() + 1e-4) - mean - 0.5).isLessThan(2.3264 * sigma);
        assertThat(wins(x, y, shift.upper() - 1e-4) - mean + 0.5).isGreaterThan(-2.3264 * sigma);
        assertThat(wins(x, y, shift.upper() + 1e-4) - mean + 0.5).isLessThanOrEqualTo(-2.3263 * sigma);
    }

    /** Up to the differences beside it, between which the continuity correction makes no difference. */
    @Test
    void estimatesTheMedianOfAllDifferences() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        double[] x = random.doubles(31).map(v -> 7 * v).toArray();
        double[] y = random.doubles(31).toArray();
        double[] differences = Arrays.stream(x)
                .flatMap(a -> Arrays.stream(y).map(b -> a - b))
                .sorted()
                .toArray();

        Shift shift = MannWhitneyTest.KAYENTA.shift(x, y).orElseThrow();

        assertThat(shift.estimate())
                .isBetween(differences[31 * 31 / 2 - 1] - 1e-4, differences[31 * 31 / 2 + 1] + 1e-4);
        assertThat(shift.lower()).isLessThan(shift.estimate());
        assertThat(shift.upper()).isGreaterThan(shift.estimate());
    }

    @Test
    void aWiderConfidenceIsAWiderInterval() {
        double[] x = {2, 3, 4, 5, 6, 7, 8, 9};
        double[] y = {1, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5};

        Shift narrow = new MannWhitneyTest(0.8).shift(x, y).orElseThrow();
        Shift wide = MannWhitneyTest.KAYENTA.shift(x, y).orElseThrow();

        assertThat(narrow.lower()).isGreaterThan(wide.lower());
        assertThat(narrow.upper()).isLessThan(wide.upper());
    }

    @Test
    void hasNoAnswerForOneValueEach() {
        assertThat(MannWhitneyTest.KAYENTA.shift(new double[] {3}, new double[] {1}))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 98, Double.NaN})
    void refusesAConfidenceThatIsNone(double confidence) {
        assertThatThrownBy(() -> new MannWhitneyTest(confidence))
                .hasMessage("confidence: got %s, expected 0 to 1".formatted(confidence));
    }

    private static double wins(double[] x, double[] y, double shift) {
        double wins = 0;
        for (double a : x) {
            for (double b : y) {
                wins += a - shift > b ? 1 : a - shift == b ? 0.5 : 0;
            }
        }
        return wins;
    }
}
