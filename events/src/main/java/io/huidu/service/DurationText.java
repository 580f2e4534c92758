package io.huidu.service;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 15s}, {@code 5m}, {@code 1h30m}. Units go from large to small,
 * each at most once; there are no signs, fractions or days.
 */
public final class DurationText {

    /** What a text must match, for schemas and messages. */
    public static final String PATTERN = "(?=.)(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?";

    /** What to say when a text doesn't match. */
    public static final String EXPECTED = "a duration like 500ms, 15s, 5m or 1h30m";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException with what was got and what was expected
     */
    public static Duration parse(String text) {
        Matcher matcher = COMPILED.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("got '%s', expected %s".formatted(text, EXPECTED));
        }
        return Duration.ofHours(part(matcher, 1))
                .plusMinutes(part(matcher, 2))
                .plusSeconds(part(matcher, 3))
                .plusMillis(part(matcher, 4));
    }

    /**
     * Writes a duration in its shortest form, which {@link #parse} reads back as an equal duration.
     *
     * @throws IllegalArgumentException for a duration that is negative or no whole number of milliseconds
     */
    public static String format(Duration duration) {
        if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    "got '%s', expected a duration of 0 or more whole milliseconds".formatted(duration));
        }
        if (duration.isZero()) {
            return "0s";
        }
        return part(duration.toHours(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
    }

    private static long part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }
}
