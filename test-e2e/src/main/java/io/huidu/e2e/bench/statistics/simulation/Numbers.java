package io.huidu.e2e.bench.statistics.simulation;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in names. */
final class Numbers {

    private Numbers() {}

    /** Three digits at most, without trailing zeros. */
    static String brief(double x) {
        return new BigDecimal(x).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }
}
