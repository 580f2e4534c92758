package io.huidu.shifter.api;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in YAML: {@code 15s}, {@code 5m}, {@code 1h30m}. */
final class Durations {

    private static final Pattern FORM = Pattern.compile(CanaryReleaseSpec.DURATION);
    private static final Pattern PART = Pattern.compile("([0-9]+)([hms])");

    private Durations() {}

    /** The duration that is written; empty when it isn't one. */
    static Optional<Duration> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(sum(PART.matcher(text))) : Optional.empty();
    }

    private static Duration sum(Matcher parts) {
        Duration sum = Duration.ZERO;
        while (parts.find()) {
            long count = Long.parseLong(parts.group(1));
            sum = sum.plus(
                    switch (parts.group(2)) {
                        case "h" -> Duration.ofHours(count);
                        case "m" -> Duration.ofMinutes(count);
                        default -> Duration.ofSeconds(count);
                    });
        }
        return sum;
    }

    /** The same form, without parts that are zero. */
    static String print(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        return part(duration.toHours(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s");
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }
}
