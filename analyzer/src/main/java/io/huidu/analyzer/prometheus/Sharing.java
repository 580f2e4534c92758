package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.MeasurementException;
import io.huidu.analyzer.analysis.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Asks many questions in few queries.
 *
 * <p>A query that Prometheus refuses, or whose answer is too large, is asked again in halves, so that the question that
 * is to blame is left over, to be asked alone, and spoils no other. One that isn't answered in time isn't asked again at
 * once: whoever is slow gets no more work, but smaller queries the next time.
 *
 * <p>Safe for use by several threads.
 */
final class Sharing {

    private static final int MOST_QUESTIONS = 64;

    /** Where nothing is known of a question. */
    private static final int EXPECTED_SERIES = 200;

    private final PrometheusClient prometheus;
    private final int mostSeries;
    private final AtomicInteger mostQuestions = new AtomicInteger(MOST_QUESTIONS);

    /** What became of a question; one that isn't there is left over. */
    sealed interface Outcome {

        record Answered(SharedQuestion question) implements Outcome {}

        record Failed(MeasurementException why) implements Outcome {}
    }

    /** Makes a question one that can be asked together with others, with nothing known of its answer. */
    interface Splitting {
        SharedQuestion split(Question question);
    }

    /**
     * @param mostSeries an answer with more is refused; half as many are asked for at a time
     */
    Sharing(PrometheusClient prometheus, int mostSeries) {
        this.prometheus = prometheus;
        this.mostSeries = mostSeries;
    }

    /** Asks all of them. */
    Map<Question, Outcome> ask(List<Question> questions, Splitting splitting) {
        Map<SharedQuestion.Kind, List<SharedQuestion>> byKind = questions.stream()
                .map(splitting::split)
                .filter(SharedQuestion::isUniform)
                .collect(Collectors.groupingBy(SharedQuestion::kind, LinkedHashMap::new, Collectors.toList()));
        Map<Question, Outcome> outcomes = new HashMap<>();
        byKind.values().stream()
                .flatMap(ofOneKind -> portions(ofOneKind).stream())
                .forEach(portion -> ask(portion, splitting, outcomes));
        return outcomes;
    }

    private List<List<SharedQuestion>> portions(List<SharedQuestion> all) {
        List<List<SharedQuestion>> portions = new ArrayList<>();
        int most = mostQuestions.get();
        int series = Integer.MAX_VALUE;
        for (SharedQuestion shared : all) {
            int known = shared.question().expectedSeries();
            int expected = known > 0 ? known : EXPECTED_SERIES;
            if (series > mostSeries / 2 - expected || portions.getLast().size() >= most) {
                portions.add(new ArrayList<>());
                series = 0;
            }
            portions.getLast().add(shared);
            series += expected;
        }
        return portions;
    }

    private void ask(List<SharedQuestion> portion, Splitting splitting, Map<Question, Outcome> outcomes) {
        try {
            new SharedQuery(portion, mostSeries).ask(prometheus);
            portion.forEach(shared -> outcomes.put(shared.question(), new Outcome.Answered(shared)));
            mostQuestions.updateAndGet(most -> portion.size() < most ? most : Math.min(MOST_QUESTIONS, 2 * most));
        } catch (MeasurementException e) {
            boolean isUnanswered = e.getCause() instanceof IOException || e.getCause() instanceof InterruptedException;
            if (isUnanswered) {
                portion.forEach(shared -> outcomes.put(shared.question(), new Outcome.Failed(e)));
                mostQuestions.set(Math.max(1, portion.size() / 2));
            } else if (portion.size() > 1) {
                // What a part of the answer has told them is thrown away.
                List<SharedQuestion> again = portion.stream()
                        .map(shared -> splitting.split(shared.question()))
                        .toList();
                ask(again.subList(0, again.size() / 2), splitting, outcomes);
                ask(again.subList(again.size() / 2, again.size()), splitting, outcomes);
            }
        }
    }
}
