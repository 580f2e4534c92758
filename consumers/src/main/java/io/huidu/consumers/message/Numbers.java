package io.huidu.consumers.message;

import io.huidu.events.Counts;
import io.huidu.events.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/** Numbers as people read them. */
final class Numbers {

    private static final MathContext THREE = new MathContext(3);

    private Numbers() {}

    /** {@code 7.56 % (702 of 9,290)}. */
    static String share(Counts counts) {
        return counts.requests() == 0
                ? "no requests"
                : "%s (%s of %s)".formatted(percent(counts.rate()), count(counts.bad()), count(counts.requests()));
    }

    static String percent(double share) {
        return number(100 * share) + " %";
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Three digits that count. */
    static String number(double x) {
        if (Math.abs(x) >= 1000) {
            return count(Math.round(x));
        }
        BigDecimal rounded = new BigDecimal(x).round(THREE).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** {@code 15.1 times as often (9.8 to 22)}; empty without an estimate. */
    static Optional<String> times(Estimate estimate) {
        return estimate.value().map(value -> number(value) + " times as often" + limits(estimate));
    }

    private static String limits(Estimate estimate) {
        Optional<String> lower = estimate.lower().map(Numbers::number);
        Optional<String> upper = estimate.upper().map(Numbers::number);
        if (lower.isPresent() && upper.isPresent()) {
            return " (%s to %s)".formatted(lower.get(), upper.get());
        }
        return lower.map(" (at least %s)"::formatted)
                .or(() -> upper.map(" (at most %s)"::formatted))
                .orElse("");
    }
}
