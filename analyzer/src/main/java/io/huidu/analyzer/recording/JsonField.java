package io.huidu.analyzer.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.huidu.limits.InputLimit;
import java.io.IOException;

/** Values of a line, read where the parser stands. What is written otherwise than expected is refused by its name. */
final class JsonField {

    /** Some writers say {@code Infinity} for the bound of the last bucket. */
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(InputLimit.RECORDED_LINE.constraints())
            .build();

    /** So that sums over a million intervals are still whole numbers. */
    private static final long MOST = 1_000_000_000_000L;

    private JsonField() {}

    static String text(JsonParser json, String name) throws IOException, UnreadableLineException {
        if (json.currentToken() != JsonToken.VALUE_STRING || json.getText().isBlank()) {
            throw refused(json, name, "some text");
        }
        return json.getText();
    }

    static long count(JsonParser json, String name) throws IOException, UnreadableLineException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || !isCount(json)) {
            throw refused(json, name, "a whole number from 0 to " + MOST);
        }
        return json.getLongValue();
    }

    private static boolean isCount(JsonParser json) throws IOException {
        return json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && json.getLongValue() >= 0
                && json.getLongValue() <= MOST;
    }

    static double number(JsonParser json, String name) throws IOException, UnreadableLineException {
        if (!json.currentToken().isNumeric() || !Double.isFinite(json.getDoubleValue())) {
            throw refused(json, name, "a number");
        }
        return json.getDoubleValue();
    }

    static double millis(JsonParser json, String name) throws IOException, UnreadableLineException {
        if (!json.currentToken().isNumeric()
                || !(json.getDoubleValue() >= 0)
                || !Double.isFinite(json.getDoubleValue())) {
            throw refused(json, name, "milliseconds, 0 or more");
        }
        return json.getDoubleValue();
    }

    static void expect(JsonParser json, JsonToken token, String name, String expected)
            throws IOException, UnreadableLineException {
        if (json.currentToken() != token) {
            throw refused(json, name, expected);
        }
    }

    private static UnreadableLineException refused(JsonParser json, String name, String expected) throws IOException {
        return UnreadableLineException.of(name, got(json), expected);
    }

    private static String got(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case null, default -> json.getText() == null ? "nothing" : "'%s'".formatted(json.getText());
        };
    }
}
