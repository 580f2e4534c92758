package io.huidu.analyzer.cli;

import io.huidu.events.Preset;
import io.huidu.events.Probability;
import io.huidu.service.DurationText;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From words of the command line to values; what is refused is told with what was expected. */
final class Converters {

    private Converters() {}

    static final class OfProbability implements ITypeConverter<Probability> {
        @Override
        public Probability convert(String text) {
            return converted(text, "a probability between 0 and 1", t -> Probability.of(Double.parseDouble(t)));
        }
    }

    static final class OfTolerance implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return converted(text, "a number from 0 to 10", t -> {
                double value = Double.parseDouble(t);
                if (!(value >= 0 && value <= 10)) {
                    throw new IllegalArgumentException(t);
                }
                return value;
            });
        }
    }

    static final class OfDispersion implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return converted(text, "a number of 1 or more", t -> {
                double value = Double.parseDouble(t);
                if (!(value >= 1 && value < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(t);
                }
                return value;
            });
        }
    }

    static final class OfUrl implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            return converted(text, "a URL like http://host:9090", t -> {
                URI uri = URI.create(t);
                if (!uri.isAbsolute() || uri.getHost() == null) {
                    throw new IllegalArgumentException(t);
                }
                return uri;
            });
        }
    }

    static final class OfInterval implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return converted(text, DurationText.EXPECTED + ", a second or more", t -> {
                Duration interval = DurationText.parse(t);
                if (interval.toSeconds() < 1) {
                    throw new IllegalArgumentException(t);
                }
                return interval;
            });
        }
    }

    static final class OfRule implements ITypeConverter<Judging.Rule> {
        @Override
        public Judging.Rule convert(String text) {
            return switch (text) {
                case "sequential" -> Judging.Rule.SEQUENTIAL;
                case "mann-whitney" -> Judging.Rule.MANN_WHITNEY;
                case "threshold" -> Judging.Rule.THRESHOLD;
                default -> throw refused(text, "sequential, mann-whitney or threshold");
            };
        }
    }

    static final class OfPreset implements ITypeConverter<Preset> {
        @Override
        public Preset convert(String text) {
            return converted(text, "spring-boot, istio or nginx-ingress", Preset::of);
        }
    }

    private static <T> T converted(String text, String expected, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            // What the parser says is about the value alone.
            throw refused(text, expected);
        }
    }

    private static TypeConversionException refused(String text, String expected) {
        return new TypeConversionException("got '%s', expected %s".formatted(text, expected));
    }
}
