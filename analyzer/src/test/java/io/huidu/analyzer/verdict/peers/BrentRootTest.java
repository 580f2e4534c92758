package io.huidu.analyzer.verdict.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BrentRootTest {

    private static final Offset<Double> TINY = within(1e-12);

    /** Where netlib's {@code zeroin}, transcribed to Python 3.11, looks after the two ends, and how often in all. */
    static Stream<Arguments> golden() {
        DoubleUnaryOperator cubic = x -> x * x * x - 2;
        DoubleUnaryOperator exponential = x -> Math.exp(x) - 5;
        DoubleUnaryOperator kink = x -> x < 1 ? x - 1 : 100 * (x - 1);
        return Stream.of(
                argumentSet(
                        "cubic",
                        cubic,
                        0.0,
                        2.0,
                        List.of(0.5, 1.25, 1.2660362892921033, 1.259872799904563, 1.2599208164554176),
                        9,
                        Math.cbrt(2)),
                argumentSet(
                        "exponential",
                        exponential,
                        -1.0,
                        4.0,
                        List.of(
                                -0.5729211279729252,
                                1.7135394360135376,
                                1.4619142413131065,
                                1.601713534779574,
                                1.6090423362517114),
                        11,
                        Math.log(5)),
                argumentSet(
                        "kink",
                        kink,
                        -3.0,
                        2.5,
                        List.of(
                                -2.857142857142857,
                                -0.17857142857142838,
                                0.9709771414019177,
                                0.9997760469248249,
                                0.999999957109957),
                        9,
                        1.0));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void looksWhereZeroinLooks(
            DoubleUnaryOperator f, double low, double high, List<Double> looks, int times, double root) {
        List<Double> looked = new ArrayList<>();

        double found = new BrentRoot(1e-12).between(low, high, x -> {
            looked.add(x);
            return f.applyAsDouble(x);
        });

        assertThat(found).isCloseTo(root, within(1e-11));
        assertThat(looked).hasSize(times);
        for (int i = 0; i < looks.size(); i++) {
            assertThat(looked.get(i + 2)).isCloseTo(looks.get(i), TINY);
        }
    }

    @Test
    void aStepIsFoundToItsTolerance() {
        double found = new BrentRoot(1e-4).between(-1000, 3000, x -> x < Math.PI ? 3 : -0.1);

        assertThat(found).isCloseTo(Math.PI, within(1e-4));
    }

    @Test
    void anEndThatIsTheRootIsTheAnswer() {
        assertThat(new BrentRoot(1e-4).between(-3, 7, x -> x - 7)).isEqualTo(7.0);
        assertThat(new BrentRoot(1e-4).between(-3, 7, x -> x + 3)).isEqualTo(-3.0);
    }
}
