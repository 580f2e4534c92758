package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.Draws;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispersionTest {

    private final Draws draws = new Draws(99);

    @Test
    void isThePriorBeforeAnythingIsSeen() {
        assertThat(Dispersion.unseen(2).phi()).isEqualTo(2);
        assertThat(Dispersion.unseen(2).plus(new Tally(100, 0, 100, 0)).phi()).isEqualTo(2);
    }

    @Test
    void comesNearOneForIndependentRequests() {
        assertThat(usual(() -> tally(1, 1))).isBetween(1.0, 1.5);
    }

    @Test
    void doesNotTakeARegressionForNoise() {
        assertThat(usual(() -> tally(1, 4))).isBetween(1.0, 1.5);
    }

    @Test
    void growsWithShocksOfOneVersion() {
        assertThat(usual(() -> tally(draws.gamma2(), draws.gamma2()))).isGreaterThan(2);
    }

    @Test
    void ignoresShocksThatBothVersionsShare() {
        Supplier<Tally> next = () -> {
            double shock = draws.gamma2();
            return tally(shock, shock);
        };

        assertThat(usual(next)).isBetween(1.0, 1.5);
    }

    @Test
    void isMovedLittleByOneOutlier() {
        Dispersion calm = after(20, () -> tally(1, 1));

        assertThat(calm.plus(tally(1, 200)).phi()).isLessThan(calm.phi() + 1);
    }

    @Test
    void isWhatThePodsShowWhereTheyDifferForLong() {
        Dispersion dispersion = Dispersion.unseen(1);
        for (int i = 0; i < 64; i++) {
            dispersion = dispersion.plus(tally(1, 1), pods(4, 8, 12), pods(2, 2, 2));
        }

        assertThat(dispersion.phi()).isGreaterThan(10);
    }

    @Test
    void takesTheCanarysPodsForAsDifferentAsTheBaselinesUntilTheyShowOtherwise() {
        List<List<PodTally>> hour = Collections.nCopies(64, pods(4, 8, 12));
        Dispersion known = Dispersion.after(1, List.of(), hour).plus(tally(1, 1));

        assertThat(known.phi()).isGreaterThan(10);
    }

    @Test
    void knowsTheNoiseOfTheHourBeforeWhereThereAreNoPods() {
        Dispersion noisy =
                Dispersion.after(1, hour(() -> draws.gamma2()), List.of()).plus(tally(1, 1));
        Dispersion calm = Dispersion.after(1, hour(() -> 1), List.of()).plus(tally(1, 1));

        assertThat(noisy.phi()).isGreaterThan(3);
        assertThat(calm.phi()).isLessThan(2);
    }

    @Test
    void isOneForRequestsThatAreKnownToBeIndependent() {
        assertThat(Dispersion.OF_INDEPENDENT
                        .plus(tally(1, 50))
                        .plus(tally(50, 1))
                        .phi())
                .isEqualTo(1);
    }

    private List<PodTally> hour(DoubleSupplier factor) {
        return IntStream.range(0, 240)
                .mapToObj(i -> new PodTally("", 2000, draws.binomial(2000, 0.005 * factor.getAsDouble())))
                .toList();
    }

    private static List<PodTally> pods(long... bad) {
        return IntStream.range(0, bad.length)
                .mapToObj(i -> new PodTally("pod-" + i, 500, bad[i]))
                .toList();
    }

    /** φ after 200 intervals, in the mean over 20 runs. */
    private double usual(Supplier<Tally> next) {
        return IntStream.range(0, 20)
                .mapToDouble(run -> after(200, next).phi())
                .average()
                .orElseThrow();
    }

    private Dispersion after(int intervals, Supplier<Tally> next) {
        Dispersion dispersion = Dispersion.unseen(2);
        for (int i = 0; i < intervals; i++) {
            dispersion = dispersion.plus(next.get());
        }
        return dispersion;
    }

    private Tally tally(double factor1, double factor2) {
        return new Tally(1600, draws.binomial(1600, 0.005 * factor1), 400, draws.binomial(400, 0.005 * factor2));
    }
}
