package io.huidu.shifter.api;

import io.huidu.events.Reason;
import io.huidu.events.Weight;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A field of a status that must have been written. */
record Field(String path) {

    static Field of(String path) {
        return new Field(path);
    }

    <T> T get(@Nullable T value) {
        if (value == null) {
            throw new UnreadableStatusException(path, "nothing", "a value");
        }
        return value;
    }

    Instant time(@Nullable String value) {
        return parse(value, Instant::parse, "a time such as 2026-01-31T12:00:00Z");
    }

    Reason reason(@Nullable String value) {
        return parse(value, Reason::of, "a known reason");
    }

    Weight weight(@Nullable Integer value) {
        return parse(value, Weight::of, "0 to 100");
    }

    <E extends Enum<E>> E word(Class<E> type, @Nullable String value) {
        Optional<E> read = Words.read(type, get(value));
        return read.orElseThrow(() -> new UnreadableStatusException(
                path,
                "'" + value + "'",
                "one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Words::write)
                                .toList()));
    }

    private <J, T> T parse(@Nullable J value, Function<J, T> read, String expected) {
        J given = get(value);
        try {
            return read.apply(given);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UnreadableStatusException(path, "'" + given + "'", expected, e);
        }
    }
}
