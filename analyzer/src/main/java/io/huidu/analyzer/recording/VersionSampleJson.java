package io.huidu.analyzer.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.VersionSample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one version did in one interval: {@code {"n", "err", "latency_ms": […]}}, or {@code "hist"} with
 * {@code "hist_bounds_ms"} in place of the durations; {@code "pods"} and {@code "strata"} are lists of the same with a
 * {@code "name"}, and {@code "numbers"} are what queries told, by the metric's name. Members that aren't known are passed over.
 */
final class VersionSampleJson {

    private VersionSampleJson() {}

    static void write(JsonGenerator json, VersionSample sample) throws IOException {
        json.writeStartObject();
        writeCounts(json, sample.requests(), sample.errors(), sample.latency());
        writeGroups(json, "pods", sample.pods());
        writeGroups(json, "strata", sample.strata());
        writeNumbers(json, sample.numbers());
        json.writeEndObject();
    }

    private static void writeGroups(JsonGenerator json, String name, List<Group> groups) throws IOException {
        if (groups.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (Group group : groups) {
            json.writeStartObject();
            json.writeStringField("name", group.name());
            writeCounts(json, group.requests(), group.errors(), group.latency());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeNumbers(JsonGenerator json, Map<String, Double> numbers) throws IOException {
        if (numbers.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("numbers");
        for (var number : new TreeMap<>(numbers).entrySet()) {
            json.writeNumberField(number.getKey(), number.getValue());
        }
        json.writeEndObject();
    }

    private static void writeCounts(JsonGenerator json, long requests, long errors, LatencyHistogram latency)
            throws IOException {
        json.writeNumberField("n", requests);
        json.writeNumberField("err", errors);
        // Bounds without requests are written as well, since the same counts have to give the same verdicts.
        if (!latency.equals(LatencyHistogram.empty())) {
            json.writeArrayFieldStart("hist_bounds_ms");
            for (int i = 0; i < latency.buckets() - 1; i++) {
                json.writeNumber(latency.upperBoundMillis(i));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("hist");
            for (int i = 0; i < latency.buckets(); i++) {
                json.writeNumber(latency.count(i));
            }
            json.writeEndArray();
        }
    }

    /**
     * Reads an object at whose beginning the parser stands.
     *
     * @param name of the member, for messages
     */
    static Parsed read(JsonParser json, String name) throws IOException, UnreadableLineException {
        JsonField.expect(json, JsonToken.START_OBJECT, name, "an object with n and err");
        Parsed parsed = new Parsed(name);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            parsed.member(json, member);
        }
        return parsed;
    }

    /** A version that is being read. */
    static final class Parsed {

        private final String path;
        private String name = "";
        private long requests = -1;
        private long errors = -1;
        private final LatencyJson latency;
        private List<Group> pods = List.of();
        private List<Group> strata = List.of();
        private Map<String, Double> numbers = Map.of();

        private Parsed(String path) {
            this.path = path;
            this.latency = new LatencyJson(path);
        }

        private void member(JsonParser json, String member) throws IOException, UnreadableLineException {
            switch (member) {
                case "name" -> name = JsonField.text(json, path + ".name");
                case "n" -> requests = JsonField.count(json, path + ".n");
                case "err" -> errors = JsonField.count(json, path + ".err");
                case "latency_ms" -> latency.durations(json);
                case "hist" -> latency.counts(json);
                case "hist_bounds_ms" -> latency.bounds(json);
                case "pods" -> pods = groups(json, path + ".pods");
                case "strata" -> strata = groups(json, path + ".strata");
                case "numbers" -> numbers = numbers(json, path + ".numbers");
                default -> json.skipChildren();
            }
        }

        private static Map<String, Double> numbers(JsonParser json, String path)
                throws IOException, UnreadableLineException {
            JsonField.expect(json, JsonToken.START_OBJECT, path, "an object with numbers");
            Map<String, Double> numbers = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                numbers.put(name, JsonField.number(json, path + "." + name));
            }
            return numbers;
        }

        private static List<Group> groups(JsonParser json, String path) throws IOException, UnreadableLineException {
            JsonField.expect(json, JsonToken.START_ARRAY, path, "a list");
            List<Group> groups = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                groups.add(read(json, path + "[" + groups.size() + "]").group());
            }
            return groups;
        }

        private Group group() throws UnreadableLineException {
            check();
            if (name.isEmpty()) {
                throw UnreadableLineException.of(path + ".name", "nothing", "some text");
            }
            return new Group(name, requests, errors, latency.histogram(requests));
        }

        boolean hasLatency() {
            return latency.isGiven();
        }

        VersionSample sample() throws UnreadableLineException {
            check();
            return new VersionSample(requests, errors, latency.histogram(requests), pods, strata, numbers);
        }

        private void check() throws UnreadableLineException {
            if (requests < 0) {
                throw UnreadableLineException.of(path + ".n", "nothing", "the number of requests");
            }
            if (errors < 0 || errors > requests) {
                String got = errors < 0 ? "nothing" : "'" + errors + "'";
                throw UnreadableLineException.of(path + ".err", got, "0 to n (%d)".formatted(requests));
            }
        }
    }
}
