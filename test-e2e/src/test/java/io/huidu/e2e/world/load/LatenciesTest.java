package io.huidu.e2e.world.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void quantilesAreAtMostFivePercentTooHigh() {
        Tally tally = new Tally();
        for (int millis = 1; millis <= 1_000; millis++) {
            tally.add(Sighting.B, Duration.ofMillis(millis));
        }

        Latencies latencies = tally.counts().latenciesB();

        assertThat(latencies.total()).isEqualTo(1_000);
        assertThat(latencies.quantile(0.50)).isBetween(Duration.ofMillis(500), Duration.ofMillis(525));
        assertThat(latencies.quantile(0.95)).isBetween(Duration.ofMillis(950), Duration.ofMillis(998));
        assertThat(latencies.quantile(1)).isBetween(Duration.ofMillis(1_000), Duration.ofMillis(1_050));
    }

    @Test
    void countsWhatIsFasterOrSlowerThanEveryBucket() {
        Tally tally = new Tally();
        tally.add(Sighting.A, Duration.ZERO);
        tally.add(Sighting.FAILED_A, Duration.ofHours(1));

        Latencies latencies = tally.counts().latenciesA();

        assertThat(latencies.quantile(0.5)).isLessThan(Duration.ofMillis(1));
        assertThat(latencies.quantile(1)).isGreaterThan(Duration.ofSeconds(60));
        assertThat(tally.counts().latenciesB().quantile(0.5)).isZero();
    }

    @Test
    void aPeriodHoldsWhatCameInIt() {
        Tally tally = new Tally();
        tally.add(Sighting.A, Duration.ofMillis(1));
        tally.add(Sighting.FAILED_ELSEWHERE, Duration.ofMillis(1));
        UserCounts before = tally.counts();
        tally.add(Sighting.A, Duration.ofMillis(1));
        tally.add(Sighting.B, Duration.ofMillis(100));
        tally.add(Sighting.FAILED_B, Duration.ofMillis(100));
        tally.add(Sighting.UNSENT, Duration.ZERO);

        UserCounts period = tally.counts().since(before);

        assertThat(period.requests()).isEqualTo(3);
        assertThat(period.failures()).isEqualTo(1);
        assertThat(period.unsent()).isEqualTo(1);
        assertThat(period.shareOfB()).isEqualTo(2 / 3.0);
        assertThat(period.latenciesB().total()).isEqualTo(2);
        assertThat(period.latenciesB().quantile(0.5)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }
}
