package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.MeasurementException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Questions of one kind, asked as one, whose answer is given to those that its series belong to. */
final class SharedQuery {

    private final List<SharedQuestion> questions;
    private final List<SharedVersion> versions;
    private final List<String> tellingLabels;
    private final int mostSeries;

    /** Pods are fewer than series: whose a series is is found out once for each combination of the labels that tell it. */
    private final Map<List<String>, List<SharedVersion>> owners = new HashMap<>();

    private int series;

    /**
     * @param questions all of one kind
     * @param mostSeries an answer with more is refused
     */
    SharedQuery(List<SharedQuestion> questions, int mostSeries) {
        this.questions = questions;
        this.versions = questions.stream().flatMap(SharedQuestion::versions).toList();
        this.tellingLabels = versions.stream()
                .flatMap(version -> version.tellingLabels().stream())
                .distinct()
                .toList();
        this.mostSeries = mostSeries;
    }

    /**
     * Asks.
     *
     * @throws MeasurementException when there is no answer, or one that is too large; then nobody may use a part of it
     */
    void ask(PrometheusClient prometheus) throws MeasurementException {
        Instant until = questions.getFirst().question().to();
        Instant from = questions.stream()
                .map(shared -> shared.question().from())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Duration range = Duration.between(from, until);
        for (Selector selector : selectors()) {
            prometheus.query(selector.over(range), until, this::take);
        }
    }

    /** One for each way in which versions are selected. */
    private List<Selector> selectors() {
        List<List<Selector>> all = questions.stream()
                .flatMap(shared -> shared.selectors().stream())
                .toList();
        return IntStream.range(0, all.getFirst().size())
                .mapToObj(way ->
                        Selector.either(all.stream().map(ways -> ways.get(way)).toList()))
                .toList();
    }

    private void take(LabelledSamples found) throws MeasurementException {
        series++;
        if (series > mostSeries) {
            throw new MeasurementException("Prometheus answers with more than %d series.".formatted(mostSeries));
        }
        List<String> telling = new ArrayList<>(tellingLabels.size());
        for (String label : tellingLabels) {
            telling.add(found.label(label));
        }
        owners.computeIfAbsent(telling, labels -> ownersOf(found)).forEach(owner -> owner.take(found));
    }

    private List<SharedVersion> ownersOf(LabelledSamples found) {
        LabelledSamples told = found.only(tellingLabels);
        List<SharedVersion> owning = new ArrayList<>(1);
        for (SharedVersion version : versions) {
            if (version.owns(told)) {
                owning.add(version);
            }
        }
        return owning;
    }
}
