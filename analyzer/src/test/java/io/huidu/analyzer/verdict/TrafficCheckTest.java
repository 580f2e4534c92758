package io.huidu.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.Draws;
import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.events.Exposure;
import io.huidu.events.Weight;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficCheckTest {

    private final TrafficCheck check = new TrafficCheck(0.01);

    @ParameterizedTest
    @CsvSource({"5, 0.05", "5, 0.07", "25, 0.25", "25, 0.29", "50, 0.42", "75, 0.78", "100, 0.98"})
    void acceptsAShareThatIsAboutTheWeight(int asked, double share) {
        assertThat(isOff(asked, () -> share, 400)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"5, 0", "5, 0.1", "5, 0.5", "25, 0", "25, 0.33", "50, 0.35", "100, 0.9"})
    void noticesAShareThatIsNot(int asked, double share) {
        assertThat(isOff(asked, () -> share, 400)).isTrue();
    }

    @Test
    void expectsNoShareWhereRequestsAreMatchedOrMirrored() {
        Exposure mirrored = new Exposure(0, Weight.ZERO, Instant.EPOCH, Instant.EPOCH, Exposure.Share.OTHERWISE);
        StepState step = check.begin(mirrored);
        for (int i = 0; i < 400; i++) {
            step = observe(step, 800, 0.5, new Draws(i));
        }

        assertThat(check.share(step)).isEmpty();
    }

    /** Users who stay with the canary are more and more of its requests. */
    @Test
    void expectsNoLessThanTheWeightWhereUsersStay() {
        Exposure kept = new Exposure(0, Weight.of(25), Instant.EPOCH, Instant.EPOCH, Exposure.Share.AT_LEAST);

        assertThat(isOff(kept, () -> 0.6, 400)).isFalse();
        assertThat(isOff(kept, () -> 0.25, 400)).isFalse();
        assertThat(isOff(kept, () -> 0.15, 400)).isTrue();
    }

    /** 30 % have stayed, and a quarter of the others comes on top. */
    @Test
    void reckonsThoseWhoStayWhenAWeightRises() {
        Exposure kept = new Exposure(0, Weight.of(10), Instant.EPOCH, Instant.EPOCH, Exposure.Share.AT_LEAST);
        StepState unseen = check.begin(kept);
        StepState seen = check.observe(
                unseen,
                new IntervalSample(
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(2),
                        new VersionSample(700, 0, LatencyHistogram.empty()),
                        new VersionSample(300, 0, LatencyHistogram.empty()),
                        true));

        assertThat(seen.comesTo(Weight.of(25))).as("47.5 %").isEqualTo(Weight.of(48));
        assertThat(seen.comesTo(Weight.ALL)).isEqualTo(Weight.ALL);
        assertThat(unseen.comesTo(Weight.of(25))).isEqualTo(Weight.of(25));
        assertThat(begin(10).comesTo(Weight.of(25))).as("no sessions").isEqualTo(Weight.of(25));
    }

    /** A few connections that stay with a version move the share of an interval by many points. */
    @Test
    void staysCalmWhenConnectionsCluster() {
        Draws draws = new Draws(5);

        assertThat(isOff(25, () -> draws.binomial(40, 0.25) / 40.0, 400)).isFalse();
    }

    @Test
    void staysCalmAfterASingleOddInterval() {
        StepState step = observe(begin(25), 800, 0.9, new Draws(6));

        assertThat(check.share(step).orElseThrow().mismatch().isReached()).isFalse();
    }

    @Test
    void forgivesOnceTheTrafficIsAsAsked() {
        Draws draws = new Draws(7);
        StepState step = begin(25);
        for (int i = 0; i < 8; i++) {
            step = observe(step, 800, 0.5, draws);
        }
        assertThat(check.share(step).orElseThrow().mismatch().isReached()).isTrue();

        for (int i = 0; i < 16; i++) {
            step = observe(step, 800, 0.25, draws);
        }

        assertThat(check.share(step).orElseThrow().mismatch().isReached()).isFalse();
    }

    private boolean isOff(int asked, DoubleSupplier share, int intervals) {
        return isOff(exposure(asked), share, intervals);
    }

    private boolean isOff(Exposure exposure, DoubleSupplier share, int intervals) {
        Draws draws = new Draws(1);
        StepState step = check.begin(exposure);
        boolean off = false;
        for (int i = 0; i < intervals; i++) {
            step = observe(step, 800, share.getAsDouble(), draws);
            off |= check.share(step).orElseThrow().mismatch().isReached();
        }
        return off;
    }

    private StepState begin(int asked) {
        return check.begin(exposure(asked));
    }

    private static Exposure exposure(int asked) {
        return new Exposure(0, Weight.of(asked), Instant.EPOCH, Instant.EPOCH);
    }

    private StepState observe(StepState step, int requests, double share, Draws draws) {
        int n2 = draws.binomial(requests, share);
        return check.observe(
                step,
                new IntervalSample(
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(2),
                        new VersionSample(requests - n2, 0, LatencyHistogram.empty()),
                        new VersionSample(n2, 0, LatencyHistogram.empty()),
                        true));
    }
}
