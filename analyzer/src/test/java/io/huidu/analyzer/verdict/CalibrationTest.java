package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.Draws;
import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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

    /** What makes a healthy version's rate of errors other than its mean, in the world's own words. */
    enum Noise {
        INDEPENDENT(1, false),
        SHARED_SHOCKS(1, false),
        GAMMA_SHOCKS_PER_VERSION(1, false),
        BURSTS_OF_ONE_VERSION(1, false),
        AUTOREGRESSIVE_PER_VERSION_WITH_AN_HOUR_BEFORE(1, true),
        AUTOREGRESSIVE_PER_VERSION_WITH_PODS_AND_AN_HOUR_BEFORE(3, true),
        AUTOREGRESSIVE_PER_POD(3, false),
        ONE_BAD_POD_OF_THE_CANARY(6, false),
        ONE_BAD_POD_OF_THE_BASELINE(6, true);

        private final int pods;
        private final boolean hasHistory;

        Noise(int pods, boolean hasHistory) {
            this.pods = pods;
            this.hasHistory = hasHistory;
        }

        /** At most α for what doesn't last; twice that for what does, and for which only the pods or the past tell. */
        double mostFalseRollbacks() {
            return hasHistory || pods > 1 ? 0.02 : 0.012;
        }

        /** Factors on the error rates of the pods of both versions in the next interval. */
        private double[][] next(Draws draws, double[][] slow) {
            double shared = draws.gamma2();
            return switch (this) {
                case INDEPENDENT -> factors(1, 1);
                case SHARED_SHOCKS -> factors(shared, shared);
                case GAMMA_SHOCKS_PER_VERSION -> factors(shared, draws.gamma2());
                case BURSTS_OF_ONE_VERSION -> burst(draws);
                case AUTOREGRESSIVE_PER_VERSION_WITH_AN_HOUR_BEFORE, AUTOREGRESSIVE_PER_POD -> remembering(draws, slow);
                case AUTOREGRESSIVE_PER_VERSION_WITH_PODS_AND_AN_HOUR_BEFORE -> alike(remembering(draws, slow));
                case ONE_BAD_POD_OF_THE_CANARY -> oneBadPod(1);
                case ONE_BAD_POD_OF_THE_BASELINE -> oneBadPod(0);
            };
        }

        private double[][] factors(double baseline, double canary) {
            double[][] factors = new double[2][pods];
            Arrays.fill(factors[0], baseline);
            Arrays.fill(factors[1], canary);
            return factors;
        }

        private double[][] burst(Draws draws) {
            if (draws.uniform() >= 0.01) {
                return factors(1, 1);
            }
            return draws.uniform() < 0.5 ? factors(20, 1) : factors(1, 20);
        }

        private static double[][] remembering(Draws draws, double[][] slow) {
            double[][] factors = new double[2][slow[0].length];
            for (int v = 0; v < 2; v++) {
                for (int pod = 0; pod < slow[v].length; pod++) {
                    slow[v][pod] = 0.8 * slow[v][pod] + 0.6 * 0.5 * draws.normal();
                    factors[v][pod] = Math.exp(slow[v][pod] - 0.125);
                }
            }
            return factors;
        }

        /** All pods of a version as its first one. */
        private static double[][] alike(double[][] factors) {
            for (double[] version : factors) {
                Arrays.fill(version, version[0]);
            }
            return factors;
        }

        private double[][] oneBadPod(int version) {
            double[][] factors = factors(1, 1);
            factors[version][0] = 10;
            return factors;
        }
    }

    @ParameterizedTest
    @EnumSource
    void rollsBackAHealthyCanaryRarely(Noise noise) {
        long rolledBack = LongStream.range(0, HEALTHY_RUNS)
                .parallel()
                .filter(seed -> intervalsToRollback(seed, noise, 1, 0) < NEVER)
                .count();

        System.out.printf("%s: %.1f %% false rollbacks%n", noise, 100.0 * rolledBack / HEALTHY_RUNS);
        assertThat((double) rolledBack / HEALTHY_RUNS).as(noise.name()).isLessThanOrEqualTo(noise.mostFalseRollbacks());
    }

    @ParameterizedTest
    @CsvSource({
        "INDEPENDENT, 1.5, 0, 75",
        "INDEPENDENT, 2, 0, 27",
        "INDEPENDENT, 4, 0, 7",
        "INDEPENDENT, 10, 0, 3",
        "INDEPENDENT, 4, 180, 9",
        "INDEPENDENT, 10, 180, 4",
        "ONE_BAD_POD_OF_THE_CANARY, 4, 0, 7",
        "ONE_BAD_POD_OF_THE_BASELINE, 4, 0, 7"
    })
    void rollsBackARegressionSoon(Noise noise, double factor, int onset, int mostIntervals) {
        int[] intervals = LongStream.range(0, REGRESSED_RUNS)
                .parallel()
                .mapToInt(seed -> intervalsToRollback(seed, noise, factor, onset) - onset)
                .sorted()
                .toArray();

        System.out.printf(
                "%s, errors × %.1f after %d intervals: rolled back after %d (median)%n",
                noise, factor, onset, intervals[REGRESSED_RUNS / 2]);
        assertThat(intervals[REGRESSED_RUNS / 2]).isLessThanOrEqualTo(mostIntervals);
    }

    @Test
    void needsThreeIntervalsAtLeast() {
        assertThat(intervalsToRollback(1, Noise.INDEPENDENT, 200, 0)).isEqualTo(3);
    }

    /** An excess of 0.5 points at weight 100 is just what a budget of 0.5 % doesn't allow; β = 5 %. */
    @Test
    void promotesWhatExceedsTheHarmBudgetRarely() {
        double beta = 0.05;
        Coin coin = new Coin(new BadRequests.Failed(), Plans.ERRORS, BOUND, -Math.log(beta), Calibration.STANDARD);
        int runs = 200;

        long promoted = LongStream.range(0, runs)
                .parallel()
                .filter(seed -> isEverPromoted(coin, new Draws(seed)))
                .count();

        System.out.printf("excess at the budget: %.1f %% promoted%n", 100.0 * promoted / runs);
        assertThat(promoted).isLessThanOrEqualTo((long) (beta * runs));
    }

    private static boolean isEverPromoted(Coin coin, Draws draws) {
        CoinState state = coin.begin(List.of(), LatencyHistogram.empty());
        boolean promoted = false;
        for (int i = 0; i < 100; i++) {
            VersionSample v1 = new VersionSample(600, draws.binomial(600, 0.003), LatencyHistogram.empty());
            VersionSample v2 = new VersionSample(600, draws.binomial(600, 0.008), LatencyHistogram.empty());
            Instant end = Traffic.START.plusSeconds(i + 1);
            IntervalSample sample = new IntervalSample(end.minusSeconds(1), end, v1, v2, true);
            state = coin.observe(state, sample, Stratum.of(sample), LatencyPast.NONE);
            promoted |= coin.fitsBudget(state, state.phi(), Weight.ALL, 1);
        }
        return promoted;
    }

    private static int intervalsToRollback(long seed, Noise noise, double factor, int onset) {
        Draws draws = new Draws(seed);
        Coin coin = new Coin(new BadRequests.Failed(), Plans.ERRORS, BOUND, BOUND, Calibration.STANDARD);
        double[][] slow = new double[2][noise.pods];
        for (double[] version : slow) {
            Arrays.setAll(version, i -> 0.5 * draws.normal());
        }
        List<VersionSample> before = IntStream.range(0, noise.hasHistory ? 240 : 0)
                .mapToObj(i -> version(draws, 2000, noise.next(draws, slow)[0]))
                .toList();
        CoinState state = coin.begin(before, LatencyHistogram.empty());
        for (int interval = 1; interval < NEVER; interval++) {
            double[][] factors = noise.next(draws, slow);
            double today = interval > onset ? factor : 1;
            Arrays.setAll(factors[1], pod -> factors[1][pod] * today);
            Instant end = Traffic.START.plusSeconds(interval);
            IntervalSample sample = new IntervalSample(
                    end.minusSeconds(1), end, version(draws, 1600, factors[0]), version(draws, 400, factors[1]), true);
            state = coin.observe(state, sample, Stratum.of(sample), LatencyPast.NONE);
            if (coin.regressionLogE(state, state.phi()) >= BOUND) {
                return interval;
            }
        }
        return NEVER;
    }

    /** 0.5 % of the requests fail, times a factor for each pod; a single pod isn't told apart from the version. */
    private static VersionSample version(Draws draws, int requests, double[] factors) {
        List<Group> pods = new ArrayList<>();
        for (int pod = 0; pod < factors.length; pod++) {
            int n = requests / factors.length;
            int k = draws.binomial(n, Math.min(1, 0.005 * factors[pod]));
            pods.add(new Group("pod-" + pod, n, k, LatencyHistogram.empty()));
        }
        long n = pods.stream().mapToLong(Group::requests).sum();
        long k = pods.stream().mapToLong(Group::errors).sum();
        return new VersionSample(n, k, LatencyHistogram.empty(), pods.size() == 1 ? List.of() : pods, List.of());
    }
}
