package io.huidu.analyzer.analysis;

import io.huidu.analyzer.counting.Side;
import io.huidu.analyzer.counting.Window;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.ShownNumber;
import io.huidu.events.ShownQuery;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Numbers to be shown beside a verdict. Nothing rests on them, so a query that fails leaves its number out. */
record ShownNumbers(AnalysisRequested request, Measurements measurements) {

    private static final Logger LOG = LoggerFactory.getLogger(ShownNumbers.class);

    List<ShownNumber> at(Window window) {
        return request.plan().shown().stream()
                .map(query -> new ShownNumber(
                        query.name(), told(query, Side.BASELINE, window), told(query, Side.CANARY, window)))
                .toList();
    }

    private Optional<Double> told(ShownQuery query, Side side, Window window) {
        try {
            return Optional.ofNullable(measurements
                    .numbers(Comparison.of(request), side, query.expression(), window, window)
                    .get(window.end()));
        } catch (MeasurementException e) {
            LOG.atDebug()
                    .addKeyValue("release", request.release())
                    .log("'{}' can't be shown: {}", query.name(), e.getMessage());
            return Optional.empty();
        }
    }
}
