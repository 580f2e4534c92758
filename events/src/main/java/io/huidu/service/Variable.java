package io.huidu.service;

import io.huidu.limits.InputLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One variable of an {@link Environment}, about to be read as required, with a fallback, or as optional. What is
 * returned gives the value after {@link Environment#verify()}.
 */
public final class Variable<T> {

    enum Source {
        PLAIN,
        SECRET
    }

    /** What the name of a variable ends with that names the file with the value. */
    static final String FILE = "_FILE";

    /** Between a scheme and a host: a user and, mostly, a password. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/]*(?=@)");

    private final Environment environment;
    private final String name;
    private final String expected;
    private final Function<String, T> parse;
    private final Predicate<T> holds;
    private final Source source;

    Variable(
            Environment environment,
            String name,
            String expected,
            Function<String, T> parse,
            Predicate<T> holds,
            Source source) {
        this.environment = environment;
        this.name = name;
        this.expected = expected;
        this.parse = parse;
        this.holds = holds;
        this.source = source;
    }

    /** The same variable, read on as something else. */
    public <U> Variable<U> as(String newExpected, Function<T, U> then) {
        return new Variable<>(environment, name, newExpected, parse.andThen(then), value -> true, source);
    }

    /** The absence of this variable is a problem. */
    public Supplier<T> required() {
        Result<T> result = read();
        if (result instanceof Result.Absent<T>) {
            environment.problem(source == Source.SECRET ? name + FILE : name, "nothing", expected);
        }
        return result::value;
    }

    public Supplier<T> orElse(T fallback) {
        Result<T> result = read();
        return () -> result instanceof Result.Absent<T> ? fallback : result.value();
    }

    public Supplier<Optional<T>> optional() {
        Result<T> result = read();
        return () -> result instanceof Result.Absent<T> ? Optional.empty() : Optional.of(result.value());
    }

    /**
     * The value, at once; empty when it is absent or wrong. For problems that only the reader of several variables can
     * see.
     */
    public Optional<T> now() {
        return read() instanceof Result.Read<T>(T value) ? Optional.of(value) : Optional.empty();
    }

    /** The same variable, of which not every value will do; {@code expected} says which. */
    Variable<T> where(Predicate<T> condition) {
        return new Variable<>(environment, name, expected, parse, holds.and(condition), source);
    }

    private Result<T> read() {
        Optional<String> plain = environment.value(name);
        if (source == Source.PLAIN) {
            return plain.map(text -> parsed(name, text)).orElseGet(Result.Absent::new);
        }
        String fileName = name + FILE;
        Optional<String> file = environment.value(fileName);
        if (plain.isPresent() && file.isPresent()) {
            return problem(fileName, "'%s'".formatted(file.get()), "either this or " + name);
        }
        return file.map(path -> fromFile(fileName, path))
                .or(() -> plain.map(text -> parsed(name, text)))
                .orElseGet(Result.Absent::new);
    }

    private Result<T> fromFile(String fileName, String path) {
        try {
            return parsed(fileName, InputLimit.FILE.text(Path.of(path)).strip());
        } catch (IOException | IllegalArgumentException e) {
            return problem(fileName, "'%s'".formatted(path), "the path of a readable text file (%s)".formatted(e));
        }
    }

    private Result<T> parsed(String from, String text) {
        try {
            T value = parse.apply(text);
            if (holds.test(value)) {
                return new Result.Read<>(value);
            }
        } catch (IllegalArgumentException e) {
            // The message below says more than that of the parser, which doesn't know the variable's name.
        }
        return problem(from, shown(text), expected);
    }

    private String shown(String text) {
        return source == Source.SECRET
                ? "a value that is not shown"
                : "'%s'".formatted(USER_INFO.matcher(text).replaceAll("…"));
    }

    private Result<T> problem(String from, String got, String isExpected) {
        environment.problem(from, got, isExpected);
        return new Result.Refused<>(from);
    }

    private sealed interface Result<T> {

        T value();

        record Read<T>(T value) implements Result<T> {}

        record Absent<T>() implements Result<T> {
            @Override
            public T value() {
                throw new IllegalStateException("A required variable is absent; verify() says which");
            }
        }

        record Refused<T>(String name) implements Result<T> {
            @Override
            public T value() {
                throw new IllegalStateException(name + " has a problem; verify() says which");
            }
        }
    }
}
