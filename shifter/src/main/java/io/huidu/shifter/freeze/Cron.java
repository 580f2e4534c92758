package io.huidu.shifter.freeze;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cron expression of five fields: minute, hour, day of month, month, day of week. It tells of times on the wall, which
 * a zone may skip or have twice.
 */
public final class Cron {

    private static final int LONGEST = 100;
    private static final int KNOWN = 1_000;
    private static final ZonedDateTime ANY = ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    /** Every decision reads its spec anew, and to see that an expression never comes true takes seconds. */
    private static final Map<String, Reading> READ = new ConcurrentHashMap<>();

    /** What was made of a text. */
    private sealed interface Reading {

        /** It is an expression. */
        record Good(ExecutionTime times) implements Reading {}

        /** It isn't one. */
        record Bad(String problem) implements Reading {}
    }

    private final String text;
    private final ExecutionTime times;

    private Cron(String text, ExecutionTime times) {
        this.text = text;
        this.times = times;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException with what is wrong with it, in words
     */
    public static Cron parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("it has more than %d characters".formatted(LONGEST));
        }
        if (READ.size() >= KNOWN) {
            READ.clear();
        }
        return switch (READ.computeIfAbsent(text, Cron::read)) {
            case Reading.Good(ExecutionTime times) -> new Cron(text, times);
            case Reading.Bad(String problem) -> throw new IllegalArgumentException(problem);
        };
    }

    private static Reading read(String text) {
        try {
            ExecutionTime times = ExecutionTime.forCron(PARSER.parse(text).validate());
            return times.nextExecution(ANY).isPresent()
                    ? new Reading.Good(times)
                    : new Reading.Bad("there is no such day");
        } catch (IllegalArgumentException e) {
            return new Reading.Bad(String.valueOf(e.getMessage()));
        }
    }

    /** The last time that it names, not after another. */
    Optional<LocalDateTime> last(LocalDateTime until) {
        ZonedDateTime after =
                until.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1).atZone(ZoneOffset.UTC);
        return times.lastExecution(after).map(ZonedDateTime::toLocalDateTime);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The expression. */
    @Override
    public String toString() {
        return text;
    }
}
