package io.huidu.analyzer.verdict.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.analyzer.verdict.peers.FlaggerCanary.Phase;
import io.huidu.events.LatencyStatistic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlaggerCanaryTest {

    private static final long SEED = 20260301;

    @ParameterizedTest
    @CsvSource({"1", "5", "10"})
    void anAlwaysBadCanaryIsExposedAtTheFirstWeightForOneIntervalMoreThanTheThreshold(int threshold) {
        FlaggerCanary canary = FlaggerCanary.begin(policy(threshold, FlaggerPolicy.weights(50, 10)));
        List<Integer> weights = new ArrayList<>();

        for (canary = canary.tick(false); canary.phase() == Phase.PROGRESSING; canary = canary.tick(false)) {
            weights.add(canary.weight());
        }

        assertThat(weights).hasSize(threshold + 1).containsOnly(10);
        assertThat(canary.phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(canary.weight()).isZero();
        assertThat(canary.tick(true)).isEqualTo(canary);
    }

    @Test
    void aHealthyCanaryNeedsAPassedCheckPerWeight() {
        FlaggerCanary canary = FlaggerCanary.begin(FlaggerPolicy.TUTORIAL);
        List<Integer> weights = new ArrayList<>();
        int checks = 0;

        while (canary.phase() == Phase.PROGRESSING) {
            checks += canary.checksNext() ? 1 : 0;
            canary = canary.tick(true);
            weights.add(canary.weight());
        }

        assertThat(weights).containsExactly(10, 20, 30, 40, 50, 100);
        assertThat(checks).isEqualTo(5);
        assertThat(canary.phase()).isEqualTo(Phase.PROMOTED);
    }

    @Test
    void aFailedCheckHoldsTheWeightForAnInterval() {
        FlaggerCanary canary =
                FlaggerCanary.begin(FlaggerPolicy.TUTORIAL).tick(true).tick(true);

        assertThat(canary.tick(false).weight()).isEqualTo(20);
        assertThat(canary.tick(false).tick(true).weight()).isEqualTo(30);
    }

    @Test
    void aPassedCheckForgivesNothing() {
        FlaggerCanary canary =
                FlaggerCanary.begin(policy(2, FlaggerPolicy.weights(100, 10))).tick(true);

        FlaggerCanary failedTwice = canary.tick(false).tick(true).tick(true).tick(false);

        assertThat(failedTwice.phase()).isEqualTo(Phase.PROGRESSING);
        assertThat(failedTwice.checksNext()).isFalse();
        assertThat(failedTwice.tick(true).phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    @Test
    void theFirstTickLooksAtNothing() {
        FlaggerCanary canary = FlaggerCanary.begin(FlaggerPolicy.README);

        assertThat(canary.weight()).isZero();
        assertThat(canary.checksNext()).isFalse();
        assertThat(canary.tick(false).weight()).isEqualTo(5);
        assertThat(canary.tick(false).checks().failed()).isZero();
    }

    @Test
    void weightsMayOvershootTheMaximumAndEndAtAHundred() {
        assertThat(FlaggerPolicy.weights(50, 20)).containsExactly(20, 40, 60);
        assertThat(FlaggerPolicy.weights(1, 1)).containsExactly(1);
        assertThat(FlaggerPolicy.weights(100, 30)).containsExactly(30, 60, 90, 100);
        assertThatThrownBy(() -> FlaggerPolicy.weights(50, 0))
                .hasMessage("maxWeight and stepWeight: got 50 and 0, expected 1 to 100 and 1 or more");
    }

    @Test
    void limitsThemselvesPassAndWithoutAValueNothingDoes() {
        FlaggerPolicy policy = FlaggerPolicy.README;

        assertThat(policy.passes(some(99), some(500))).isTrue();
        assertThat(policy.passes(some(98.99), some(500))).isFalse();
        assertThat(policy.passes(some(99), some(500.1))).isFalse();
        assertThat(policy.passes(OptionalDouble.empty(), some(5))).isFalse();
        assertThat(policy.passes(some(100), OptionalDouble.empty())).isFalse();
        assertThat(policy.passes(some(Double.NaN), some(5))).isFalse();
        assertThat(policy.passes(some(100), some(Double.NaN))).isFalse();
    }

    @Test
    void countsNoFewerThanOneFailure() {
        assertThatThrownBy(() -> FailedChecks.none(0))
                .hasMessage("threshold and failed: got 0 and 0, expected 1 or more and 0 or more");
    }

    /** How often a healthy canary is rolled back, in percent; Poisson requests, ten checks, at least 99 % successes. */
    @ParameterizedTest
    @CsvSource({
        "3,   0.001, 1,  42",
        "3,   0.001, 2,  11",
        "30,  0.001, 1,  26",
        "30,  0.001, 2,  3.9",
        "30,  0.005, 1,  76",
        "30,  0.005, 2,  42",
        "30,  0.005, 5,  0.7",
        "100, 0.001, 5,  0",
        "100, 0.005, 2,  72",
        "100, 0.005, 5,  4.9",
        "300, 0.005, 1,  74",
        "300, 0.005, 2,  35",
    })
    void rollsHealthyCanariesBackAsOftenAsComputedByHand(
            int requests, double errorRate, int threshold, double percent) {
        System.out.println("seed " + SEED);
        PoissonDistribution traffic =
                new PoissonDistribution(new Well19937c(SEED), requests, PoissonDistribution.DEFAULT_EPSILON, 10_000);
        Random random = new Random(SEED);
        FlaggerPolicy policy = policy(threshold, FlaggerPolicy.weights(100, 1));
        int rolledBack = 0;
        for (int run = 0; run < 2000; run++) {
            FlaggerCanary canary = FlaggerCanary.begin(policy).tick(true);
            for (int check = 0; check < 10; check++) {
                canary = canary.tick(passes(policy, traffic.sample(), errorRate, random));
            }
            rolledBack += canary.tick(true).phase() == Phase.ROLLED_BACK ? 1 : 0;
        }

        assertThat(rolledBack / 20.0).isBetween(percent - 4, percent + 4);
    }

    private static boolean passes(FlaggerPolicy policy, int requests, double errorRate, Random random) {
        long errors = random.doubles(requests).filter(u -> u < errorRate).count();
        return policy.passes(
                requests == 0 ? OptionalDouble.empty() : some(100.0 * (requests - errors) / requests), some(1));
    }

    private static OptionalDouble some(double value) {
        return OptionalDouble.of(value);
    }

    private static FlaggerPolicy policy(int threshold, List<Integer> weights) {
        Duration minute = Duration.ofMinutes(1);
        return new FlaggerPolicy(minute, threshold, weights, 99, minute, LatencyStatistic.P99, 500, minute);
    }
}
