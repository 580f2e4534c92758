package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huidu.analyzer.Draws;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairedEvidenceTest {

    private static final double BOUND = StrictMath.log(100);
    private static final int INTERVALS = 360;
    private static final int SEEDS = 1000;

    /** Noise that is symmetric about 0 given the past. */
    enum Noise {
        NORMAL,
        CAUCHY,
        TWO_POINTS,
        MOSTLY_NOTHING,
        ERRATIC;

        double next(Draws draws, int interval) {
            return switch (this) {
                case NORMAL -> draws.normal();
                case CAUCHY -> Math.tan(Math.PI * (draws.uniform() - 0.5));
                case TWO_POINTS -> draws.uniform() < 0.5 ? -1 : 1;
                case MOSTLY_NOTHING -> draws.uniform() < 0.9 ? 0 : draws.normal();
                // Two quiet intervals, then a loud one.
                case ERRATIC -> draws.normal() * (interval % 3 == 0 ? 100 : 1);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void healthyVersionsAreSeldomCalledWorseWhateverTheNoise(Noise noise) {
        double share = shareAbove(seed -> noise(seed, noise, 0));

        System.out.printf("%s: %.1f %% false alarms%n", noise, 100 * share);
        assertThat(share).isLessThanOrEqualTo(0.01);
    }

    /** The theorem itself, without dispersion: more seeds than evidence can hide from. */
    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void theBetsThemselvesKeepTheirPromise(Noise noise) {
        double mean = LongStream.range(0, 20_000)
                .mapToDouble(seed -> {
                    double[] d = noise(seed, noise, 0);
                    PairedEvidence evidence = after(Arrays.copyOf(d, 6));
                    return StrictMath.exp(evidence.logE() * evidence.phi());
                })
                .average()
                .orElseThrow();

        // For one stake it is at most 1; φ as a power of the mean of six only takes away.
        assertThat(mean).isLessThan(1.05);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.01", "0.8, 0.025", "0.9, 0.06"})
    @Tag("slow")
    void noiseThatLastsIsMostlyAllowedFor(double correlation, double most) {
        double share = shareAbove(seed -> autoregressive(seed, correlation));

        System.out.printf("AR(1) %s: %.1f %% false alarms%n", correlation, 100 * share);
        assertThat(share).isLessThanOrEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({"1, 60", "2, 35", "5, 25"})
    void aShiftIsFound(double standardDeviations, int intervals) {
        double[] median = LongStream.range(0, 101)
                .mapToDouble(seed -> firstAbove(noise(seed, Noise.NORMAL, standardDeviations)))
                .sorted()
                .toArray();

        assertThat(median[50]).isLessThanOrEqualTo(intervals);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, -10})
    void aVersionThatIsBetterIsNeverCalledWorse(double shift) {
        assertThat(shareAbove(seed -> noise(seed, Noise.NORMAL, shift))).isLessThanOrEqualTo(0.01);
    }

    @Test
    void theUnitMakesNoDifference() {
        double[] d = noise(7, Noise.NORMAL, 1);
        double[] inMillis = Arrays.stream(d).map(x -> 1024 * x).toArray();

        assertThat(after(inMillis).logE()).isCloseTo(after(d).logE(), within(1e-9));
    }

    @Test
    void betsOnTheSignFirstAndThenOnTheCappedMagnitude() {
        // The first difference wins 1 of each stake and sets the scale to 4; the second wins half of it.
        PairedEvidence evidence = PairedEvidence.NONE.plus(4).plus(2);

        double byHand = 0;
        for (double stake : new double[] {1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0, 3 / 4.0, 15 / 16.0}) {
            byHand += StrictMath.pow((1 + stake) * (1 + stake / 2), 1 / evidence.phi()) / 6;
        }
        assertThat(StrictMath.exp(evidence.logE())).isCloseTo(byHand, within(1e-12));
    }

    @Test
    void noDifferenceIsNoEvidence() {
        PairedEvidence evidence = after(new double[50]);

        assertThat(evidence.logE()).isZero();
        assertThat(PairedEvidence.NONE.logE()).isZero();
    }

    @Test
    void onlyNumbersAreDifferences() {
        assertThatThrownBy(() -> PairedEvidence.NONE.plus(Double.NaN))
                .hasMessage("difference: got NaN, expected a finite number");
    }

    private static double shareAbove(LongFunction<double[]> differences) {
        long above = LongStream.range(0, SEEDS)
                .filter(seed -> firstAbove(differences.apply(seed)) <= INTERVALS)
                .count();
        return (double) above / SEEDS;
    }

    private static int firstAbove(double[] differences) {
        PairedEvidence evidence = PairedEvidence.NONE;
        for (int i = 0; i < differences.length; i++) {
            evidence = evidence.plus(differences[i]);
            if (evidence.logE() >= BOUND) {
                return i + 1;
            }
        }
        return INTERVALS + 1;
    }

    private static PairedEvidence after(double[] differences) {
        PairedEvidence evidence = PairedEvidence.NONE;
        for (double d : differences) {
            evidence = evidence.plus(d);
        }
        return evidence;
    }

    private static double[] noise(long seed, Noise noise, double shift) {
        Draws draws = new Draws(seed);
        return IntStream.range(0, INTERVALS)
                .mapToDouble(i -> shift + noise.next(draws, i))
                .toArray();
    }

    private static double[] autoregressive(long seed, double correlation) {
        Draws draws = new Draws(seed);
        double[] series = new double[INTERVALS];
        double last = draws.normal();
        for (int i = 0; i < series.length; i++) {
            series[i] = last;
            last = correlation * last + Math.sqrt(1 - correlation * correlation) * draws.normal();
        }
        return series;
    }
}
