package io.huidu.shifter.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.events.Weight;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTest {

    @ParameterizedTest(name = "{0} of {1} are {2} %")
    @CsvSource({"0, 7, 0", "7, 7, 100", "1, 20, 5", "1, 3, 33", "2, 3, 67", "1, 1000, 1", "999, 1000, 99"})
    void roundsButNeverToNothingOrEverything(long part, long whole, int percent) {
        assertThat(Shares.of(part, whole)).isEqualTo(Weight.of(percent));
    }

    @ParameterizedTest(name = "{0} % and {1} % are {2} %")
    @CsvSource({"0, 0, 0", "100, 100, 100", "0, 100, 99", "5, 50, 50", "5, 5, 5", "0, 1, 1"})
    void seesTheEndsOnlyWhenEveryRouteIsThere(int one, int other, int together) {
        assertThat(Shares.together(List.of(Weight.of(one), Weight.of(other)))).isEqualTo(Weight.of(together));
    }
}
