package io.huidu.consumers.listen;

import io.huidu.events.ReleaseKey;
import io.huidu.service.DurationText;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From words of the command line to values; what is refused is told with what was expected. */
final class Converters {

    private Converters() {}

    static final class OfRelease implements ITypeConverter<ReleaseKey> {
        @Override
        public ReleaseKey convert(String text) {
            return converted(text, "namespace/name", ReleaseKey::parse);
        }
    }

    static final class OfGoal implements ITypeConverter<Ending> {
        @Override
        public Ending convert(String text) {
            return converted(text, "promoted or rolled-back", t -> switch (t) {
                case "promoted" -> Ending.PROMOTED;
                case "rolled-back" -> Ending.ROLLED_BACK;
                default -> throw new IllegalArgumentException(t);
            });
        }
    }

    static final class OfDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return converted(text, DurationText.EXPECTED, DurationText::parse);
        }
    }

    static final class OfMoment implements ITypeConverter<Moment> {
        @Override
        public Moment convert(String text) {
            return converted(text, "an instant like 2026-03-01T10:15:00Z, or " + DurationText.EXPECTED, Moment::parse);
        }
    }

    private static <T> T converted(String text, String expected, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("got '%s', expected %s".formatted(text, expected));
        }
    }
}
