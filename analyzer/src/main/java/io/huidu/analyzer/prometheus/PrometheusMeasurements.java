package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.Comparison;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Measurements;
import io.huidu.analyzer.analysis.Question;
import io.huidu.analyzer.analysis.Reading;
import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Sample;
import io.huidu.analyzer.counting.Series;
import io.huidu.analyzer.counting.Side;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.Version;
import io.huidu.limits.InputLimit;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Measures by asking Prometheus for raw samples, or for aggregates where these would be too many. */
public final class PrometheusMeasurements implements Measurements {

    /** {@code increase} needs at least two samples in its range, whatever the scrape interval is. */
    private static final Duration SHORTEST_RANGE = Duration.ofMinutes(2);

    /** About as many as the analysis itself reads in one go: ten minutes, with a scrape every twelve seconds. */
    private static final long SAMPLES_PER_SERIES = 50;

    private final PrometheusClient prometheus;
    private final Sharing sharing;
    private final int mostSeries;
    private final Map<Side, List<Matcher>> selected;

    /**
     * @param url where Prometheus is
     * @param access what it asks for
     * @param timeout for one query
     * @param mostSeries above this many series of both versions, counts are aggregated by Prometheus; likewise above
     *     fifty times as many samples of the past
     */
    public PrometheusMeasurements(URI url, Access access, Duration timeout, int mostSeries) {
        this(new PrometheusClient(url, access, timeout, InputLimit.PROMETHEUS_ANSWER.bytes()), mostSeries, Map.of());
    }

    /** Of a Prometheus that asks for nothing. */
    public PrometheusMeasurements(URI url, Duration timeout, int mostSeries) {
        this(url, Access.OPEN, timeout, mostSeries);
    }

    private PrometheusMeasurements(PrometheusClient prometheus, int mostSeries, Map<Side, List<Matcher>> selected) {
        this.prometheus = prometheus;
        this.sharing = new Sharing(prometheus, mostSeries);
        this.mostSeries = mostSeries;
        this.selected = selected;
    }

    /**
     * The same of versions that are told by labels, whatever a comparison calls them.
     *
     * @param baseline label matchers as PromQL writes them
     * @param canary likewise
     * @throws IllegalArgumentException when they are something else
     */
    public PrometheusMeasurements selecting(String baseline, String canary) {
        return new PrometheusMeasurements(
                prometheus,
                mostSeries,
                Map.of(Side.BASELINE, MatcherText.parse(baseline), Side.CANARY, MatcherText.parse(canary)));
    }

    @Override
    public Reading read(Comparison comparison, Instant from, Instant to) throws MeasurementException {
        List<VersionSelectors> versions = versions(comparison);
        Duration range = Duration.between(from, to);
        long found = countSeries(versions, range, to);
        if (found > mostSeries) {
            return new Reading.TooManySeries(found);
        }
        List<Series> series = new ArrayList<>();
        for (VersionSelectors version : versions) {
            VersionCounters.Queries samples = VersionCounters.samples(prometheus, version, range, to);
            series.addAll(new VersionCounters(version, VersionCounters.TARGET, samples).readWithStarts());
        }
        return new Reading.Samples(series);
    }

    @Override
    public Measurements ahead(List<Question> questions) {
        return new FetchedAhead(this, mostSeries, sharing.ask(questions, this::shared));
    }

    private SharedQuestion shared(Question question) {
        List<VersionSelectors> versions = versions(question.comparison());
        return SharedQuestion.of(question, versions.getFirst(), versions.getLast());
    }

    @Override
    public CountedWindow estimate(Comparison comparison, Window window) throws MeasurementException {
        Duration interval = Duration.between(window.start(), window.end());
        Duration range = interval.compareTo(SHORTEST_RANGE) < 0 ? SHORTEST_RANGE : interval;
        List<Series> increases = new ArrayList<>();
        for (VersionSelectors version : versions(comparison)) {
            VersionCounters.Queries sums = (metric, by) -> prometheus.query(
                    Selector.sum(by, version.of(metric).stream().map(s -> "increase(%s)".formatted(s.over(range)))),
                    window.end());
            increases.addAll(new VersionCounters(version, List.of(), sums).read());
        }
        return CountedWindow.estimated(window, increases, (double) interval.toMillis() / range.toMillis());
    }

    @Override
    public List<VersionSample> baselineBefore(Comparison comparison, Instant until, Duration time, Duration interval)
            throws MeasurementException {
        VersionSelectors baseline = versions(comparison).getFirst();
        return new BaselineHistory(prometheus, baseline, mostSeries * SAMPLES_PER_SERIES).read(until, time, interval);
    }

    @Override
    public Map<Instant, Double> numbers(Comparison comparison, Side side, String expression, Window first, Window last)
            throws MeasurementException {
        Duration interval = Duration.between(first.start(), first.end());
        String filled = new QueryTemplate(expression).filled(comparison, side, interval);
        List<LabelledSamples> told = prometheus.query(filled, first.end(), last.end(), interval);
        if (told.size() > 1) {
            throw new MeasurementException(
                    "The query '%s' tells %d numbers at a time, expected one.".formatted(filled, told.size()));
        }
        return told.stream()
                .flatMap(found -> found.samples().stream())
                .filter(sample -> Double.isFinite(sample.value()))
                .collect(Collectors.toMap(sample -> Instant.ofEpochMilli(sample.atMillis()), Sample::value));
    }

    private List<VersionSelectors> versions(Comparison comparison) {
        return List.of(
                versionOf(comparison, Side.BASELINE, comparison.baseline()),
                versionOf(comparison, Side.CANARY, comparison.canary()));
    }

    private VersionSelectors versionOf(Comparison comparison, Side side, Version version) {
        PresetMetrics usual = PresetMetrics.of(comparison.preset());
        PresetMetrics metrics =
                Optional.ofNullable(selected.get(side)).map(usual::selectedBy).orElse(usual);
        List<String> strata = comparison.stratifyBy().labels();
        return new VersionSelectors(metrics, side, comparison.namespace(), version, strata);
    }

    private long countSeries(List<VersionSelectors> versions, Duration range, Instant at) throws MeasurementException {
        double found = 0;
        for (VersionSelectors version : versions) {
            found += prometheus.number(version.weighed(s -> "count(last_over_time(%s))".formatted(s.over(range))), at);
        }
        return Math.round(found);
    }
}
