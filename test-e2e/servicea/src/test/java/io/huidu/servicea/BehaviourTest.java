package io.huidu.servicea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehaviourTest {

    private static final int N = 20_000;
    private static final long SEED = 7;

    @Test
    void failsAsOftenAsItIsTold() {
        Behaviour behaviour = new Behaviour(0.2, 5);

        long failures = fates(behaviour).stream().filter(Behaviour.Fate::fails).count();

        double fiveSigma = 5 * Math.sqrt(N * 0.2 * 0.8);
        assertThat((double) failures).isCloseTo(N * 0.2, within(fiveSigma));
    }

    @Test
    void latencyHasItsMedianAndALongTail() {
        Behaviour behaviour = new Behaviour(0, 10);

        List<Duration> sorted =
                fates(behaviour).stream().map(Behaviour.Fate::latency).sorted().toList();

        assertThat(millis(sorted, 0.50)).isCloseTo(10, within(0.3));
        assertThat(millis(sorted, 0.95)).isCloseTo(22.8, within(1.2));
        assertThat(millis(sorted, 0.99)).isCloseTo(32.0, within(3.0));
    }

    @Test
    void neverFailsAndNeverWaitsAtZero() {
        Behaviour behaviour = new Behaviour(0, 0);

        assertThat(fates(behaviour)).containsOnly(new Behaviour.Fate(false, Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "-0.1, 5, errorRate",
        "1.1, 5, errorRate",
        "NaN, 5, errorRate",
        "0, -1, latencyMillis",
        "0, NaN, latencyMillis"
    })
    void refusesWhatCannotBe(double errorRate, double latencyMillis, String field) {
        assertThatThrownBy(() -> new Behaviour(errorRate, latencyMillis))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ": got '");
    }

    @Test
    void aSeedRepeatsItsChance() {
        ServiceASettings settings = new ServiceASettings(Version.V1, 0.5, 5, SEED);

        Conduct one = new Conduct(settings);
        Conduct other = new Conduct(settings);

        List<Behaviour.Fate> fates = Stream.generate(one::next).limit(50).toList();
        assertThat(Stream.generate(other::next).limit(50)).isEqualTo(fates);
        assertThat(fates).extracting(Behaviour.Fate::fails).contains(true, false);
        assertThat(fates).doesNotHaveDuplicates();
    }

    private static List<Behaviour.Fate> fates(Behaviour behaviour) {
        SplittableRandom random = new SplittableRandom(SEED);
        return Stream.generate(() -> behaviour.fate(random)).limit(N).toList();
    }

    private static double millis(List<Duration> sorted, double quantile) {
        return sorted.get((int) (quantile * sorted.size())).toNanos() / 1e6;
    }
}
