package io.huidu.shifter.console;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.console.view.Problem;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What stands in a request's path and query; what is wrong with it is collected, and thrown at once. */
final class Query {

    private static final int LONGEST = 1_000;

    private final Context request;
    private final List<Problem.Field> problems = new ArrayList<>();

    Query(Context request) {
        this.request = request;
    }

    /** The release that the path names; what can't be a name is a release that isn't there. */
    static ReleaseKey release(Context request) {
        try {
            return new ReleaseKey(request.pathParam("namespace"), request.pathParam("name"));
        } catch (IllegalArgumentException e) {
            throw RefusedException.notFound("There is no such CanaryRelease: " + e.getMessage());
        }
    }

    Optional<String> text(String name) {
        return value(name, "at most %d letters".formatted(LONGEST), text -> {
            require(text.length() <= LONGEST);
            return text;
        });
    }

    Optional<Integer> number(String name, int least, int most) {
        return value(name, "a whole number from %d to %d".formatted(least, most), text -> {
            int number = Integer.parseInt(text);
            require(number >= least && number <= most);
            return number;
        });
    }

    Optional<Instant> time(String name) {
        return value(name, "a time such as 2026-01-31T12:00:00Z", Instant::parse);
    }

    /** Anything else; what can't be read is thrown by {@code parse}. */
    <T> Optional<T> value(String name, String expected, Function<String, T> parse) {
        Optional<String> text = Optional.ofNullable(request.queryParam(name)).filter(value -> !value.isEmpty());
        try {
            return text.map(parse);
        } catch (IllegalArgumentException | DateTimeException e) {
            String got = text.orElse("");
            problem(name, "'%s'".formatted(got.substring(0, Math.min(got.length(), 100))), expected);
            return Optional.empty();
        }
    }

    void problem(String field, String got, String expected) {
        problems.add(new Problem.Field(field, got, expected));
    }

    /** Ends the reading. */
    void verify() {
        if (!problems.isEmpty()) {
            throw RefusedException.invalid(problems);
        }
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("out of bounds");
        }
    }
}
