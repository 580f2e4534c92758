package io.huidu.analyzer.verdict;

import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/** By how much what was seen would have to be repeated. */
final class Repetition {

    private static final double MOST = 1000;
    private static final int HALVINGS = 10;

    private Repetition() {}

    /**
     * How many times it takes until it is enough: 1 if it is now, empty if a thousand times wouldn't do. Found by halving
     * the logarithm, on the scale of what counts: a tenth more or less says nothing.
     */
    static OptionalDouble until(DoublePredicate enough) {
        if (enough.test(1) || !enough.test(MOST)) {
            return enough.test(1) ? OptionalDouble.of(1) : OptionalDouble.empty();
        }
        double tooFew = 0;
        double plenty = StrictMath.log(MOST);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (tooFew + plenty) / 2;
            if (enough.test(StrictMath.exp(middle))) {
                plenty = middle;
            } else {
                tooFew = middle;
            }
        }
        return OptionalDouble.of(StrictMath.exp(plenty));
    }
}
