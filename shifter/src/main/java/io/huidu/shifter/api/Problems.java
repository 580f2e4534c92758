package io.huidu.shifter.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields and collects what is wrong with them, so that all of it can be told at once. After a problem a field
 * reads as some value of its type; nothing is made of these once {@link #found()} isn't empty.
 */
final class Problems {

    private static final Pattern NAME = Pattern.compile(CanaryReleaseSpec.NAME);
    private static final String NAMES = "a lower-case Kubernetes name";

    private final List<String> found = new ArrayList<>();

    List<String> found() {
        return List.copyOf(found);
    }

    void add(String problem) {
        found.add(problem);
    }

    void expect(boolean ok, String path, @Nullable Object got, String expected) {
        if (!ok) {
            found.add("%s: got %s, expected %s".formatted(path, got == null ? "nothing" : "'" + got + "'", expected));
        }
    }

    /** Tells of every field that this version of the resource doesn't have. */
    <T extends OpenObject> T known(String path, T object) {
        new TreeSet<>(object.unknown().keySet())
                .forEach(field -> found.add("%s.%s: not known in v1alpha1".formatted(path, field)));
        return object;
    }

    /** An object that must be there; when it isn't, the empty one stands in and says nothing more. */
    <T extends OpenObject> Optional<T> object(String path, @Nullable T object, String expected) {
        expect(object != null, path, object, expected);
        return Optional.ofNullable(object).map(o -> known(path, o));
    }

    String name(String path, @Nullable String value) {
        boolean ok =
                value != null && value.length() <= 253 && NAME.matcher(value).matches();
        expect(ok, path, value, NAMES);
        return ok && value != null ? value : "faulty";
    }

    String name(String path, @Nullable String value, String byDefault) {
        return value == null ? byDefault : name(path, value);
    }

    Duration duration(String path, @Nullable String value, Duration byDefault, Duration least) {
        if (value == null) {
            return byDefault;
        }
        Optional<Duration> read = Durations.parse(value).filter(d -> d.compareTo(least) >= 0);
        expect(
                read.isPresent(),
                path,
                value,
                "%s or more, written as 15s, 5m or 1h30m".formatted(Durations.print(least)));
        return read.orElse(byDefault);
    }

    double number(String path, @Nullable Double value, double byDefault, Range range) {
        if (value == null) {
            return byDefault;
        }
        expect(range.has(value), path, value, range.text());
        return range.has(value) ? value : byDefault;
    }

    <T> T choice(String path, @Nullable String value, @Nullable T byDefault, Map<String, T> choices, T standIn) {
        if (value == null && byDefault != null) {
            return byDefault;
        }
        T chosen = value == null ? null : choices.get(value);
        expect(chosen != null, path, value, "one of " + new TreeSet<>(choices.keySet()));
        return chosen == null ? standIn : chosen;
    }

    /** Numbers from one limit to another. */
    record Range(double low, Limit atLow, double high, Limit atHigh) {

        enum Limit {
            IN,
            OUT
        }

        boolean has(double x) {
            boolean above = atLow == Limit.IN ? x >= low : x > low;
            boolean below = atHigh == Limit.IN ? x <= high : x < high;
            return above && below;
        }

        String text() {
            return "%s %s, %s %s"
                    .formatted(
                            atLow == Limit.IN ? "at least" : "more than",
                            low,
                            atHigh == Limit.IN ? "at most" : "less than",
                            high);
        }
    }
}
