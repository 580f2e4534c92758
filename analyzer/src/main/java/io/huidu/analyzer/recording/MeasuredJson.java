package io.huidu.analyzer.recording;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.huidu.events.MetricKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of cases, {@code {"case", "label", "kind": "latency" or "error", "t": seconds, "v1": version, "v2":
 * version}}, as a stream. A {@code label} may be missing; members that aren't known are passed over.
 */
public final class MeasuredJson {

    /** Seconds since 1970 up to the year 9999. */
    private static final double MOST_SECONDS = 253_402_300_799.0;

    private MeasuredJson() {}

    /** The case that a line belongs to, as far as it can be told without reading all of it. */
    public static String caseOf(byte[] line) throws UnreadableLineException {
        return reading(line, json -> {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isCase = json.currentName().equals("case");
                json.nextToken();
                if (isCase) {
                    return JsonField.text(json, "case");
                }
                json.skipChildren();
            }
            throw UnreadableLineException.of("case", "nothing", "some text");
        });
    }

    /** Reads a line. */
    public static MeasuredLine read(byte[] line) throws UnreadableLineException {
        return reading(line, json -> {
            Parsed parsed = new Parsed();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                json.nextToken();
                parsed.member(json, member);
            }
            if (json.nextToken() != null) {
                throw UnreadableLineException.of("line", "more after the object", "one JSON object a line");
            }
            return parsed.line();
        });
    }

    private interface Reading<T> {
        T read(JsonParser json) throws IOException, UnreadableLineException;
    }

    private static <T> T reading(byte[] line, Reading<T> reading) throws UnreadableLineException {
        try (JsonParser json = JsonField.JSON.createParser(line)) {
            json.nextToken();
            JsonField.expect(json, JsonToken.START_OBJECT, "line", "a JSON object");
            return reading.read(json);
        } catch (JsonProcessingException e) {
            throw new UnreadableLineException("line: no JSON object, at column %d: %s"
                    .formatted(e.getLocation().getColumnNr(), e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private static final class Parsed {

        private @Nullable String name;
        private Optional<String> label = Optional.empty();
        private @Nullable MetricKind kind;
        private @Nullable Instant at;
        private VersionSampleJson.@Nullable Parsed v1;
        private VersionSampleJson.@Nullable Parsed v2;

        private void member(JsonParser json, String member) throws IOException, UnreadableLineException {
            switch (member) {
                case "case" -> name = JsonField.text(json, "case");
                case "label" -> label = Optional.of(JsonField.text(json, "label"));
                case "kind" -> kind = kind(JsonField.text(json, "kind"));
                case "t" -> at = instant(JsonField.number(json, "t"));
                case "v1" -> v1 = VersionSampleJson.read(json, "v1");
                case "v2" -> v2 = VersionSampleJson.read(json, "v2");
                default -> json.skipChildren();
            }
        }

        private static MetricKind kind(String text) throws UnreadableLineException {
            return switch (text) {
                case "latency" -> MetricKind.LATENCY;
                case "error" -> MetricKind.ERRORS;
                default -> throw UnreadableLineException.of("kind", "'" + text + "'", "latency or error");
            };
        }

        private static Instant instant(double seconds) throws UnreadableLineException {
            if (Math.abs(seconds) > MOST_SECONDS) {
                throw UnreadableLineException.of("t", "'" + seconds + "'", "seconds since 1970");
            }
            return Instant.ofEpochMilli(Math.round(seconds * 1000));
        }

        private MeasuredLine line() throws UnreadableLineException {
            String of = given("case", name);
            MetricKind about = given("kind", kind);
            return new MeasuredLine(
                    of,
                    label,
                    about,
                    given("t", at),
                    checked("v1", v1, about).sample(),
                    checked("v2", v2, about).sample());
        }

        private static VersionSampleJson.Parsed checked(
                String member, VersionSampleJson.@Nullable Parsed version, MetricKind about)
                throws UnreadableLineException {
            VersionSampleJson.Parsed parsed = given(member, version);
            if (about == MetricKind.LATENCY && !parsed.hasLatency()) {
                throw UnreadableLineException.of(member, "no latency", "latency_ms, or hist and hist_bounds_ms");
            }
            return parsed;
        }

        private static <T> T given(String member, @Nullable T value) throws UnreadableLineException {
            if (value == null) {
                throw UnreadableLineException.of(member, "nothing", "this member");
            }
            return value;
        }
    }
}
