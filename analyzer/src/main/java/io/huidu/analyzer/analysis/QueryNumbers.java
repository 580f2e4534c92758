package io.huidu.analyzer.analysis;

import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.counting.Side;
import io.huidu.analyzer.counting.Window;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.MetricPlan;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds to windows what queries tell of both versions at their ends. */
record QueryNumbers(AnalysisRequested request, Measurements measurements) {

    /**
     * The same windows with numbers.
     *
     * @param windows side by side, oldest first
     */
    List<CountedWindow> addedTo(List<CountedWindow> windows) throws MeasurementException {
        boolean needed = request.plan().metrics().stream()
                .anyMatch(metric -> metric.query().isPresent());
        if (!needed || windows.isEmpty()) {
            return List.copyOf(windows);
        }
        Window first = windows.getFirst().window();
        Window last = windows.getLast().window();
        Map<String, Map<Instant, Double>> baseline = told(Side.BASELINE, first, last);
        Map<String, Map<Instant, Double>> canary = told(Side.CANARY, first, last);
        return windows.stream()
                .map(counted -> counted.with(
                        at(counted.window().end(), baseline),
                        at(counted.window().end(), canary)))
                .toList();
    }

    private Map<String, Map<Instant, Double>> told(Side side, Window first, Window last) throws MeasurementException {
        Map<String, Map<Instant, Double>> told = new HashMap<>();
        for (MetricPlan metric : request.plan().metrics()) {
            if (metric.query().isPresent()) {
                String expression = metric.query().get().expression();
                told.put(metric.name(), measurements.numbers(Comparison.of(request), side, expression, first, last));
            }
        }
        return told;
    }

    private static Map<String, Double> at(Instant end, Map<String, Map<Instant, Double>> told) {
        Map<String, Double> numbers = new HashMap<>();
        told.forEach((metric, byEnd) -> {
            if (byEnd.containsKey(end)) {
                numbers.put(metric, byEnd.get(end));
            }
        });
        return numbers;
    }
}
