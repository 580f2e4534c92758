package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.Draws;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispersionTest {

    private final Draws draws = new Draws(99);

    @Test
    void isThePriorBeforeAnythingIsSeen() {
        assertThat(Dispersion.UNSEEN.phi()).isEqualTo(2);
        assertThat(Dispersion.UNSEEN.plus(new Tally(100, 0, 100, 0)).phi()).isEqualTo(2);
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

    /** φ after 200 intervals, in the mean over 20 runs. */
    private double usual(Supplier<Tally> next) {
        return IntStream.range(0, 20)
                .mapToDouble(run -> after(200, next).phi())
                .average()
                .orElseThrow();
    }

    private Dispersion after(int intervals, Supplier<Tally> next) {
        Dispersion dispersion = Dispersion.UNSEEN;
        for (int i = 0; i < intervals; i++) {
            dispersion = dispersion.plus(next.get());
        }
        return dispersion;
    }

    private Tally tally(double factor1, double factor2) {
        return new Tally(1600, draws.binomial(1600, 0.005 * factor1), 400, draws.binomial(400, 0.005 * factor2));
    }
}
