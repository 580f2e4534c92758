package io.huidu.e2e.bench.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.analysis.Comparison;
import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Measurements;
import io.huidu.analyzer.analysis.Question;
import io.huidu.analyzer.analysis.Reading;
import io.huidu.analyzer.counting.Meaning;
import io.huidu.analyzer.counting.Sample;
import io.huidu.analyzer.prometheus.PrometheusMeasurements;
import io.huidu.events.AnalysisRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bench's Prometheus, seen by the analyzer's own client. */
class RecordedPrometheusTest {

    private static final int SERIES_OF_A_POD = 31;

    private final Fleet fleet = new Fleet(5, Duration.ofSeconds(15), Duration.ofSeconds(15), Instant.now());
    private final RecordedPrometheus prometheus = RecordedPrometheus.serve(fleet);
    private final Measurements measurements =
            new PrometheusMeasurements(prometheus.uri(), Duration.ofSeconds(10), 20_000);
    private final Instant until = Instant.now().minusSeconds(1);

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @Test
    void countersOfAllPodsNeverFall() throws MeasurementException {
        Reading reading = measurements.read(comparisons().getFirst(), until.minusSeconds(45), until);

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Samples.class,
                        found -> assertThat(found.series())
                                .hasSize(4 * SERIES_OF_A_POD)
                                .allSatisfy(series -> assertThat(series.samples())
                                        .hasSize(3)
                                        .isSortedAccordingTo(Comparator.comparingDouble(Sample::value)))
                                .anySatisfy(
                                        series -> assertThat(series.meaning()).isEqualTo(new Meaning.Requests(true))));
    }

    @Test
    void answersManyServicesAsItAnswersEach() throws MeasurementException {
        Instant from = until.minusSeconds(30);
        Measurements ahead = measurements.ahead(comparisons().stream()
                .map(comparison -> new Question(comparison, from, until, 0))
                .toList());

        assertThat(prometheus.queries()).isEqualTo(1);
        for (Comparison comparison : comparisons()) {
            assertThat(ahead.read(comparison, from, until)).isEqualTo(measurements.read(comparison, from, until));
        }
    }

    private List<Comparison> comparisons() {
        return fleet.requests().stream().map(RecordedPrometheusTest::comparison).toList();
    }

    private static Comparison comparison(AnalysisRequested request) {
        return new Comparison(
                request.plan().preset(), request.release().namespace(), request.baseline(), request.canary());
    }
}
