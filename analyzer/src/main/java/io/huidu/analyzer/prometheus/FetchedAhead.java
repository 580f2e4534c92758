package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.Comparison;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Measurements;
import io.huidu.analyzer.analysis.Question;
import io.huidu.analyzer.analysis.Reading;
import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Side;
import io.huidu.analyzer.counting.Window;
import io.huidu.analyzer.verdict.VersionSample;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measurements of which some are here already. Each is given once, and then forgotten. */
final class FetchedAhead implements Measurements {

    private final Measurements measurements;
    private final int mostSeries;
    private final Map<Asked, Sharing.Outcome> fetched = new HashMap<>();

    private record Asked(Comparison comparison, Instant from, Instant to) {

        static Asked of(Question question) {
            return new Asked(question.comparison(), question.from(), question.to());
        }
    }

    FetchedAhead(Measurements measurements, int mostSeries, Map<Question, Sharing.Outcome> outcomes) {
        this.measurements = measurements;
        this.mostSeries = mostSeries;
        outcomes.forEach((question, outcome) -> fetched.put(Asked.of(question), outcome));
    }

    @Override
    public Reading read(Comparison comparison, Instant from, Instant to) throws MeasurementException {
        Sharing.Outcome outcome = fetched.remove(new Asked(comparison, from, to));
        if (outcome == null) {
            return measurements.read(comparison, from, to);
        }
        return switch (outcome) {
            case Sharing.Outcome.Answered answered -> answered.question().reading(mostSeries);
            case Sharing.Outcome.Failed failed -> throw failed.why();
        };
    }

    @Override
    public CountedWindow estimate(Comparison comparison, Window window) throws MeasurementException {
        return measurements.estimate(comparison, window);
    }

    @Override
    public List<VersionSample> baselineBefore(Comparison comparison, Instant until, Duration time, Duration interval)
            throws MeasurementException {
        return measurements.baselineBefore(comparison, until, time, interval);
    }

    @Override
    public Map<Instant, Double> numbers(Comparison comparison, Side side, String expression, Window first, Window last)
            throws MeasurementException {
        return measurements.numbers(comparison, side, expression, first, last);
    }
}
