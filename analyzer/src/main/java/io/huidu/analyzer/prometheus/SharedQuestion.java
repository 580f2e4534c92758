package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Question;
import io.huidu.analyzer.analysis.Reading;
import io.huidu.analyzer.counting.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A question that may be asked together with others.
 *
 * @param baseline the versions that it is about
 * @param canary likewise
 */
record SharedQuestion(Question question, SharedVersion baseline, SharedVersion canary, List<List<Selector>> selectors) {

    static SharedQuestion of(Question question, VersionSelectors baseline, VersionSelectors canary) {
        long from = question.from().toEpochMilli();
        return new SharedQuestion(
                question,
                new SharedVersion(baseline, from),
                new SharedVersion(canary, from),
                List.of(baseline.everything(), canary.everything()));
    }

    /** What questions that can be asked together have in common. */
    record Kind(List<String> matchers, long untilMillis, int magnitude) {}

    /** Which others it can be asked with: those whose selectors differ in values only, about as much of the same time. */
    Kind kind() {
        List<String> matchers = selectors.stream()
                .map(ways -> ways.stream().map(Selector::kind).toList().toString())
                .distinct()
                .toList();
        long seconds = Duration.between(question.from(), question.to()).toSeconds();
        return new Kind(matchers, question.to().toEpochMilli(), Long.SIZE - Long.numberOfLeadingZeros(seconds));
    }

    /** Whether both of its versions are selected in the same way. */
    boolean isUniform() {
        return kind().matchers().size() == 1;
    }

    Stream<SharedVersion> versions() {
        return Stream.of(baseline, canary);
    }

    /** What the answer to it alone would have been. */
    Reading reading(int mostSeries) throws MeasurementException {
        long found = baseline.weight() + canary.weight();
        if (found > mostSeries) {
            return new Reading.TooManySeries(found);
        }
        List<Series> series = new ArrayList<>(baseline.series());
        series.addAll(canary.series());
        return new Reading.Samples(series);
    }
}
