package io.huidu.events.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that JSON has, and times in ISO 8601; nothing else in their place. Jackson by itself writes {@code NaN} as a
 * text, reads such a text as a number whatever it is told about coercion, and reads {@code 1e999} as infinite; its
 * module for times takes any number for a time, milliseconds for seconds among them.
 */
final class StrictScalars extends SimpleModule {

    private static final long serialVersionUID = 1L;
    private static final String FINITE = "a finite number";

    StrictScalars() {
        addDeserializer(Double.class, new FiniteReader(Double.class));
        addDeserializer(Double.TYPE, new FiniteReader(Double.TYPE));
        addSerializer(Double.class, new FiniteWriter(Double.class));
        addSerializer(Double.TYPE, new FiniteWriter(Double.TYPE));
        addDeserializer(Instant.class, new TimeReader<>(Instant.class, Instant::parse));
        addDeserializer(Duration.class, new TimeReader<>(Duration.class, Duration::parse));
        addSerializer(Instant.class, ToStringSerializer.instance);
        addSerializer(Duration.class, ToStringSerializer.instance);
    }

    private static final class FiniteReader extends StdScalarDeserializer<Double> {

        private static final long serialVersionUID = 1L;

        FiniteReader(Class<Double> type) {
            super(type);
        }

        @Override
        public @Nullable Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT) && !parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
                return (Double) context.handleUnexpectedToken(Double.class, parser);
            }
            double value = parser.getDoubleValue();
            if (!Double.isFinite(value)) {
                return (Double) context.handleWeirdNumberValue(Double.class, value, "expected " + FINITE);
            }
            return value;
        }
    }

    private static final class FiniteWriter extends StdScalarSerializer<Double> {

        private static final long serialVersionUID = 1L;

        FiniteWriter(Class<Double> type) {
            super(type);
        }

        @Override
        public void serialize(Double value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            if (!Double.isFinite(value)) {
                throw JsonMappingException.from(generator, "got %s, expected %s".formatted(value, FINITE));
            }
            generator.writeNumber(value);
        }
    }

    private static final class TimeReader<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        TimeReader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        @SuppressWarnings("unchecked") // the two handlers return values of the type they are given
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (T) context.handleUnexpectedToken(handledType(), parser);
            }
            try {
                return parse.apply(parser.getText());
            } catch (DateTimeException e) {
                return (T) context.handleWeirdStringValue(handledType(), parser.getText(), "expected ISO 8601");
            }
        }
    }
}
