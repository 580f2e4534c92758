package io.huidu.analyzer.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.DataState;
import io.huidu.events.Event;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.codec.EventJson;
import io.huidu.events.codec.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines of a recording, in one of three forms:
 *
 * <pre>
 * {"recording": 1, "request": …, "before": [version, …]}
 * {"request": …}
 * {"window": {"index", "start", "end", "from"}, "data": "exact", "v1": version, "v2": version, "judgement": …}
 * </pre>
 *
 * Request and judgement are the data of the events that carry them. A number that was written is read back as the same
 * number, to the last bit.
 */
public final class RecordingJson {

    /** The first member of the first line of a recording. */
    private static final String MARK = "recording";

    private static final int FORMAT = 1;

    private final JsonMapper mapper = new JsonMapper(JsonField.JSON);
    private final EventJson events = new EventJson();

    /** Whether a line begins a recording. */
    public static boolean begins(byte[] line) {
        try (JsonParser json = JsonField.JSON.createParser(line)) {
            return json.nextToken() == JsonToken.START_OBJECT && MARK.equals(json.nextFieldName());
        } catch (JsonProcessingException e) {
            // Told when the line is read as a whole.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    /** One line, with its end. */
    byte[] write(RecordedLine line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonField.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            switch (line) {
                case RecordedLine.Begun begun -> {
                    json.writeNumberField(MARK, FORMAT);
                    event(json, "request", begun.request());
                    json.writeArrayFieldStart("before");
                    for (VersionSample sample : begun.baselineBefore()) {
                        VersionSampleJson.write(json, sample);
                    }
                    json.writeEndArray();
                }
                case RecordedLine.Asked asked -> event(json, "request", asked.request());
                case RecordedLine.Judged judged -> judged(json, judged);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory failed", e);
        }
        return bytes.toByteArray();
    }

    private void judged(JsonGenerator json, RecordedLine.Judged judged) throws IOException {
        CountedWindow counted = judged.counted();
        json.writeObjectFieldStart("window");
        json.writeNumberField("index", counted.window().index());
        json.writeStringField("start", counted.window().start().toString());
        json.writeStringField("end", counted.window().end().toString());
        json.writeStringField("from", counted.from().toString());
        json.writeEndObject();
        json.writeStringField("data", name(counted.state()));
        json.writeFieldName("v1");
        VersionSampleJson.write(json, counted.baseline());
        json.writeFieldName("v2");
        VersionSampleJson.write(json, counted.canary());
        event(json, "judgement", new AnalysisJudged(EventType.ANALYSIS_PROGRESSED, judged.judgement()));
    }

    private void event(JsonGenerator json, String name, Event event) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(new String(events.write(event), StandardCharsets.UTF_8));
    }

    /**
     * Reads a line.
     *
     * @throws UnreadableLineException when it isn't one of a recording
     */
    public RecordedLine read(byte[] line) throws UnreadableLineException {
        try {
            JsonNode root = mapper.readTree(line);
            if (root.has(MARK)) {
                return begun(root);
            }
            return root.has("window") ? judged(root) : new RecordedLine.Asked(request(root));
        } catch (JsonProcessingException e) {
            throw new UnreadableLineException("line: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableLineException(String.valueOf(e.getMessage()));
        }
    }

    private RecordedLine begun(JsonNode root) throws IOException, UnreadableLineException {
        if (root.get(MARK).asInt() != FORMAT) {
            throw UnreadableLineException.of(MARK, root.get(MARK).toString(), "format " + FORMAT);
        }
        List<VersionSample> before = new ArrayList<>();
        for (JsonNode sample : member(root, "before")) {
            before.add(version(sample, "before[" + before.size() + "]"));
        }
        return new RecordedLine.Begun(request(root), before);
    }

    private RecordedLine judged(JsonNode root) throws IOException, UnreadableLineException {
        JsonNode window = member(root, "window");
        CountedWindow counted = new CountedWindow(
                new Window(member(window, "index").asLong(-1), instant(window, "start"), instant(window, "end")),
                instant(window, "from"),
                version(member(root, "v1"), "v1"),
                version(member(root, "v2"), "v2"),
                state(member(root, "data").asText()));
        return new RecordedLine.Judged(counted, judgement(root));
    }

    private AnalysisRequested request(JsonNode root) throws IOException, UnreadableLineException {
        return (AnalysisRequested) event(member(root, "request"), "request", EventType.ANALYSIS_REQUESTED);
    }

    private Judgement judgement(JsonNode root) throws IOException, UnreadableLineException {
        Event event = event(member(root, "judgement"), "judgement", EventType.ANALYSIS_PROGRESSED);
        return ((AnalysisJudged) event).judgement();
    }

    private Event event(JsonNode data, String name, EventType type) throws IOException, UnreadableLineException {
        try {
            return events.read(type, mapper.writeValueAsBytes(data));
        } catch (UnreadableException e) {
            throw new UnreadableLineException(name + ": " + e.getMessage());
        }
    }

    private VersionSample version(JsonNode node, String name) throws IOException, UnreadableLineException {
        try (JsonParser json = node.traverse(mapper)) {
            json.nextToken();
            JsonField.expect(json, JsonToken.START_OBJECT, name, "an object with n and err");
            return VersionSampleJson.read(json, name).sample();
        }
    }

    private static Instant instant(JsonNode window, String name) throws UnreadableLineException {
        return Instant.parse(member(window, name).asText());
    }

    private static JsonNode member(JsonNode root, String name) throws UnreadableLineException {
        JsonNode member = root.get(name);
        if (member == null) {
            throw UnreadableLineException.of(name, "nothing", "this member");
        }
        return member;
    }

    private static String name(DataState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static DataState state(String text) throws UnreadableLineException {
        for (DataState state : DataState.values()) {
            if (name(state).equals(text)) {
                return state;
            }
        }
        throw UnreadableLineException.of("data", "'%s'".formatted(text), "the name of a state of data");
    }
}
