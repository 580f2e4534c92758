package io.huidu.analyzer.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.counting.NativeHistogram;
import io.huidu.analyzer.counting.Sample;
import io.huidu.limits.InputLimit;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads what the query API answers, as a stream, since raw samples can be many. Vectors and matrices alike become
 * series with samples; members that aren't known are passed over.
 */
final class QueryAnswer {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(InputLimit.PROMETHEUS_ANSWER.constraints())
            .build();
    private static final JsonMapper MAPPER = InputLimit.PROMETHEUS_ANSWER.mapper();

    /** Whole numbers of as many digits are doubles. */
    private static final int DIGITS_OF_EXACT_DOUBLES = 15;

    /** By the number of decimals of a time in seconds. */
    private static final int[] MILLIS = {1000, 100, 10, 1};

    private QueryAnswer() {}

    /**
     * Reads a successful answer.
     *
     * @throws MeasurementException when it isn't what Prometheus answers
     */
    static List<LabelledSamples> read(InputStream body) throws IOException, MeasurementException {
        List<LabelledSamples> series = new ArrayList<>();
        read(body, series::add);
        return series;
    }

    /** Takes in one series of an answer; throws to read no further. */
    interface Taker {
        void take(LabelledSamples series) throws MeasurementException;
    }

    /**
     * Reads a successful answer, series by series.
     *
     * @throws MeasurementException when it isn't what Prometheus answers, or the taker's
     */
    static void read(InputStream body, Taker taker) throws IOException, MeasurementException {
        try (JsonParser json = JSON.createParser(body)) {
            boolean answered = false;
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean data = json.currentName().equals("data");
                json.nextToken();
                if (data) {
                    data(json, taker);
                    answered = true;
                } else {
                    json.skipChildren();
                }
            }
            if (!answered) {
                throw new MeasurementException("Prometheus answers without data.");
            }
        } catch (JsonProcessingException | NumberFormatException e) {
            throw new MeasurementException(
                    "Prometheus answers what can't be read as a query's result: " + e.getMessage(), e);
        }
    }

    /** What a refusal says; empty when it isn't Prometheus' own. */
    static Optional<String> error(String body) {
        try {
            JsonNode answer = MAPPER.readTree(body);
            return answer.hasNonNull("errorType")
                    ? Optional.of("%s: %s"
                            .formatted(
                                    answer.path("errorType").asText(),
                                    answer.path("error").asText()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void data(JsonParser json, Taker taker) throws IOException, MeasurementException {
        LabelReader labels = new LabelReader();
        expect(json, json.currentToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean result = json.currentName().equals("result");
            json.nextToken();
            if (!result) {
                json.skipChildren();
                continue;
            }
            expect(json, json.currentToken(), JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                taker.take(one(json, labels));
            }
        }
    }

    private static LabelledSamples one(JsonParser json, LabelReader reader) throws IOException {
        List<Label> labels = List.of();
        List<Sample> samples = new ArrayList<>();
        List<NativeHistogram> histograms = new ArrayList<>();
        expect(json, json.currentToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "metric" -> labels = reader.read(json);
                case "value" -> samples.add(sample(json));
                case "values" -> {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        samples.add(sample(json));
                    }
                }
                case "histogram" -> histograms.add(HistogramAnswer.read(json));
                case "histograms" -> {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        histograms.add(HistogramAnswer.read(json));
                    }
                }
                default -> json.skipChildren();
            }
        }
        return new LabelledSamples(labels, samples, histograms);
    }

    /** A pair of the time in seconds, as a number, and the value, as a text. */
    private static Sample sample(JsonParser json) throws IOException {
        long at = time(json);
        json.nextToken();
        double value = value(json);
        expect(json, json.nextToken(), JsonToken.END_ARRAY);
        return new Sample(at, value);
    }

    /** The first of a pair. */
    static long time(JsonParser json) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_ARRAY);
        json.nextToken();
        OptionalLong plain = millis(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        return plain.isPresent() ? plain.getAsLong() : Math.round(json.getDoubleValue() * 1000);
    }

    /** Almost all times are seconds with up to three decimals, which need no general way to read numbers either. */
    private static OptionalLong millis(char[] text, int offset, int length) {
        long number = 0;
        int decimals = 0;
        boolean whole = true;
        for (int i = offset; i < offset + length; i++) {
            int digit = text[i] - '0';
            if (whole && text[i] == '.') {
                whole = false;
            } else if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            } else {
                number = 10 * number + digit;
                decimals += whole ? 0 : 1;
            }
        }
        return length > DIGITS_OF_EXACT_DOUBLES || decimals >= MILLIS.length
                ? OptionalLong.empty()
                : OptionalLong.of(number * MILLIS[decimals]);
    }

    /** Almost all values of counters are whole numbers, which need no general way to read numbers. */
    private static double value(JsonParser json) throws IOException {
        int length = json.getTextLength();
        if (length == 0 || length > DIGITS_OF_EXACT_DOUBLES) {
            return value(json.getText());
        }
        char[] text = json.getTextCharacters();
        int offset = json.getTextOffset();
        long number = 0;
        for (int i = offset; i < offset + length; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return value(json.getText());
            }
            number = 10 * number + digit;
        }
        return number;
    }

    static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    static void expect(JsonParser json, JsonToken got, JsonToken expected) throws IOException {
        if (got != expected) {
            throw new JsonParseException(json, "got %s, expected %s".formatted(got, expected));
        }
    }
}
