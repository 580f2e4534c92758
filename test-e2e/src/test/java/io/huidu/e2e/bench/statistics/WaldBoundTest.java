package io.huidu.e2e.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WaldBoundTest {

    /** Python: λ1 = 0.8·0.005, λ2 = 0.2·0.01, log(100) / (λ1·log(λ1/(0.8·(λ1+λ2))) + λ2·log(λ2/(0.2·(λ1+λ2)))). */
    @Test
    void isWhatTheFormulaGives() {
        WaldBound bound =
                WaldBound.of(Played.scenario("independent: errors x2")).orElseThrow();

        assertThat(bound.requests()).isCloseTo(15751, within(1.0));
        assertThat(bound.intervals()).isCloseTo(7.88, within(0.01));
    }

    @Test
    void isForIndependentRequestsInSteadyTrafficOnly() {
        assertThat(WaldBound.of(Played.scenario("gamma shocks: errors x2"))).isEmpty();
        assertThat(WaldBound.of(Played.scenario("diurnal: errors x4"))).isEmpty();
        assertThat(WaldBound.of(Played.scenario("release, 0.5 % errors: errors x4")))
                .isEmpty();
        assertThat(WaldBound.of(Played.scenario("independent"))).isEmpty();
    }
}
