package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.Draws;
import io.huidu.analyzer.statistics.CappedEvidence;
import io.huidu.analyzer.statistics.Dispersion;
import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.statistics.RelativeRiskTest;
import io.huidu.analyzer.statistics.Side;
import io.huidu.analyzer.statistics.Tally;
import io.huidu.events.Weight;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How often a healthy canary would be rolled back in traffic that isn't independent, and how soon a bad one is: 0.5 %
 * errors, 2,000 requests per interval, a fifth of them on the canary, α = 1 %, at most 360 intervals. Seeds 0, 1, 2, …
 */
@Tag("slow")
class CalibrationTest {

    private static final double BOUND = Math.log(100);
    private static final int HEALTHY_RUNS = 500;
    private static final int REGRESSED_RUNS = 60;
    private static final int NEVER = 361;

    enum Noise {
        INDEPENDENT(0.01),
        SHARED_SHOCKS(0.01),
        GAMMA_SHOCKS_PER_VERSION(0.012),
        BURSTS_OF_ONE_VERSION(0.012),
        /** The open problem: what is asserted is what is reached, not what is promised. */
        AUTOREGRESSIVE_PER_VERSION(0.1);

        private final double mostFalseRollbacks;

        Noise(double mostFalseRollbacks) {
            this.mostFalseRollbacks = mostFalseRollbacks;
        }

        /** Factors on both error rates in the next interval; {@code slow} is what an autoregression remembers. */
        private double[] next(Draws draws, double[] slow) {
            double shared = draws.gamma2();
            return switch (this) {
                case INDEPENDENT -> new double[] {1, 1};
                case SHARED_SHOCKS -> new double[] {shared, shared};
                case GAMMA_SHOCKS_PER_VERSION -> new double[] {shared, draws.gamma2()};
                case BURSTS_OF_ONE_VERSION -> burst(draws);
                case AUTOREGRESSIVE_PER_VERSION -> {
                    Arrays.setAll(slow, i -> 0.8 * slow[i] + 0.6 * 0.5 * draws.normal());
                    yield new double[] {Math.exp(slow[0] - 0.125), Math.exp(slow[1] - 0.125)};
                }
            };
        }

        private static double[] burst(Draws draws) {
            double[] factors = {1, 1};
            if (draws.uniform() < 0.01) {
                factors[draws.uniform() < 0.5 ? 0 : 1] = 20;
            }
            return factors;
        }
    }

    @ParameterizedTest
    @EnumSource
    void rollsBackAHealthyCanaryRarely(Noise noise) {
        long rolledBack = LongStream.range(0, HEALTHY_RUNS)
                .parallel()
                .filter(seed -> intervalsToRollback(seed, noise, 1) < NEVER)
                .count();

        System.out.printf("%s: %.1f %% false rollbacks%n", noise, 100.0 * rolledBack / HEALTHY_RUNS);
        assertThat((double) rolledBack / HEALTHY_RUNS).as(noise.name()).isLessThanOrEqualTo(noise.mostFalseRollbacks);
    }

    @ParameterizedTest
    @CsvSource({"1.5, 75", "2, 27", "4, 7", "10, 4"})
    void rollsBackARegressionSoon(double factor, int mostIntervals) {
        int[] intervals = LongStream.range(0, REGRESSED_RUNS)
                .parallel()
                .mapToInt(seed -> intervalsToRollback(seed, Noise.INDEPENDENT, factor))
                .sorted()
                .toArray();

        System.out.printf(
                "errors × %.1f: rolled back after %d intervals (median)%n", factor, intervals[REGRESSED_RUNS / 2]);
        assertThat(intervals[REGRESSED_RUNS / 2]).isLessThanOrEqualTo(mostIntervals);
    }

    @Test
    void needsThreeIntervalsAtLeast() {
        assertThat(intervalsToRollback(1, Noise.INDEPENDENT, 200)).isBetween(3, 4);
    }

    /** An excess of 0.5 points at weight 100 is just what a budget of 0.5 % doesn't allow; β = 5 %. */
    @Test
    void promotesWhatExceedsTheHarmBudgetRarely() {
        double beta = 0.05;
        Coin coin = new Coin(new BadRequests.Failed(), Plans.ERRORS, BOUND, -Math.log(beta));
        int runs = 200;

        long promoted = LongStream.range(0, runs)
                .parallel()
                .filter(seed -> isEverPromoted(coin, new Draws(seed)))
                .count();

        System.out.printf("excess at the budget: %.1f %% promoted%n", 100.0 * promoted / runs);
        assertThat(promoted).isLessThanOrEqualTo((long) (beta * runs));
    }

    private static boolean isEverPromoted(Coin coin, Draws draws) {
        CoinState state = coin.begin();
        boolean promoted = false;
        for (int i = 0; i < 100; i++) {
            VersionSample v1 = new VersionSample(600, draws.binomial(600, 0.003), LatencyHistogram.empty());
            VersionSample v2 = new VersionSample(600, draws.binomial(600, 0.008), LatencyHistogram.empty());
            Instant end = Traffic.START.plusSeconds(i + 1);
            IntervalSample sample = new IntervalSample(end.minusSeconds(1), end, v1, v2, true);
            state = coin.observe(state, sample, LatencyPast.NONE);
            promoted |= coin.fitsBudget(state, Weight.ALL, 1);
        }
        return promoted;
    }

    private static int intervalsToRollback(long seed, Noise noise, double factor) {
        Draws draws = new Draws(seed);
        RelativeRiskTest test = new RelativeRiskTest(1, Side.ABOVE);
        CappedEvidence evidence = CappedEvidence.none(BOUND / 3);
        Dispersion dispersion = Dispersion.UNSEEN;
        double[] slow = {0.5 * draws.normal(), 0.5 * draws.normal()};
        for (int interval = 1; interval < NEVER; interval++) {
            double[] factors = noise.next(draws, slow);
            int k1 = draws.binomial(1600, Math.min(1, 0.005 * factors[0]));
            int k2 = draws.binomial(400, Math.min(1, 0.005 * factor * factors[1]));
            Tally tally = new Tally(1600, k1, 400, k2);
            evidence = evidence.plus(test.logE(tally));
            dispersion = dispersion.plus(tally);
            if (evidence.logE(dispersion.phi()) >= BOUND) {
                return interval;
            }
        }
        return NEVER;
    }
}
