package io.huidu.shifter.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.events.Weight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadcountTest {

    @ParameterizedTest(name = "{1} % beside {0} pods: {2} pods, which get {3} %")
    @CsvSource({
        "3, 25, 1, 25",
        "3, 24, 0, 0",
        "3, 49, 2, 40",
        "3, 50, 3, 50",
        "3, 75, 3, 50",
        "9, 25, 3, 25",
        "10, 25, 3, 23",
        "19, 5, 1, 5",
        "18, 5, 0, 0",
        "99, 1, 1, 1",
        "0, 50, 0, 0",
        "4, 0, 0, 0",
        "4, 100, 4, 50",
        "2000000000, 50, 2000000000, 50"
    })
    void roundsPodsDown(int stable, int weight, int most, int share) {
        assertThat(Headcount.most(stable, Weight.of(weight))).isEqualTo(most);
        assertThat(new Headcount(stable, most).share()).isEqualTo(Weight.of(share));
    }

    @Test
    void givesNoMoreThanAskedAndOnePodMoreWouldGiveMore() {
        for (int stable = 1; stable <= 120; stable++) {
            for (int percent = 1; percent < 50; percent++) {
                Weight weight = Weight.of(percent);
                int most = Headcount.most(stable, weight);

                assertThat(new Headcount(stable, most).isWithin(weight)).isTrue();
                assertThat(new Headcount(stable, most).share()).isLessThanOrEqualTo(weight);
                assertThat(new Headcount(stable, most + 1).isWithin(weight))
                        .as("%d pods beside %d at %s", most + 1, stable, weight)
                        .isFalse();
            }
        }
    }

    @Test
    void saysWhatOnePodNeeds() {
        for (int stable = 1; stable <= 120; stable++) {
            Weight least = Headcount.least(stable);

            assertThat(Headcount.most(stable, least)).isPositive();
            assertThat(Headcount.most(stable, Weight.of(least.percent() - 1))).isZero();
        }
        for (int percent = 1; percent < 50; percent++) {
            int beside = Headcount.beside(Weight.of(percent));

            assertThat(Headcount.most(beside, Weight.of(percent))).isPositive();
            assertThat(Headcount.most(beside - 1, Weight.of(percent))).isZero();
        }
    }

    @Test
    void refusesLessThanNoPods() {
        assertThatThrownBy(() -> new Headcount(3, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pods: got 3 and -1, expected 0 or more");
    }
}
