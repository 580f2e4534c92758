package io.huidu.analyzer.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.huidu.events.Evidence;
import io.huidu.events.Judgement;
import io.huidu.events.MetricReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Optional;

/**
 * Outcomes as JSON lines. All figures are those of the interval that decided, or of the last one, and of the metric with
 * most to say against the canary: its relative risk with its limits, and its evidence of a regression with its bound.
 */
final class OutcomeJson {

    private static final JsonFactory JSON = new JsonFactory();

    private OutcomeJson() {}

    static String write(Outcome outcome) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("case", outcome.name());
            text(json, "label", outcome.label());
            json.writeStringField("verdict", outcome.ending().toString());
            number(json, "interval", outcome.interval());
            metric(json, outcome.judgement().flatMap(OutcomeJson::foremost));
            text(json, "reason", outcome.judgement().map(j -> j.reason().toString()));
            if (outcome.replayed().isPresent()) {
                replayed(json, outcome.replayed().get());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory failed", e);
        }
        return line.toString();
    }

    private static Optional<MetricReport> foremost(Judgement judgement) {
        return judgement.metrics().stream()
                .max(Comparator.comparingDouble(m -> m.regression()
                        .map(evidence -> evidence.logE() - evidence.bound())
                        .orElse(0.0)));
    }

    private static void metric(JsonGenerator json, Optional<MetricReport> metric) throws IOException {
        text(json, "metric", metric.map(MetricReport::metric));
        number(json, "estimate", metric.flatMap(m -> m.relativeRisk().value()));
        number(json, "lower", metric.flatMap(m -> m.relativeRisk().lower()));
        number(json, "upper", metric.flatMap(m -> m.relativeRisk().upper()));
        number(json, "logE", metric.flatMap(MetricReport::regression).map(Evidence::logE));
        number(json, "bound", metric.flatMap(MetricReport::regression).map(Evidence::bound));
    }

    private static void replayed(JsonGenerator json, Outcome.Replayed replayed) throws IOException {
        json.writeObjectFieldStart("recorded");
        json.writeNumberField("intervals", replayed.of());
        json.writeNumberField("same", replayed.same());
        number(json, "firstDifference", replayed.firstDifference());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, Optional<String> value) throws IOException {
        json.writeFieldName(name);
        if (value.isPresent()) {
            json.writeString(value.get());
        } else {
            json.writeNull();
        }
    }

    private static void number(JsonGenerator json, String name, Optional<? extends Number> value) throws IOException {
        json.writeFieldName(name);
        switch (value.orElse(null)) {
            case null -> json.writeNull();
            case Long whole -> json.writeNumber(whole);
            case Number other -> json.writeNumber(other.doubleValue());
        }
    }
}
