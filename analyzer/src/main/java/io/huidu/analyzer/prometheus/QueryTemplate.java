package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.analysis.Comparison;
import io.huidu.analyzer.counting.Side;
import io.huidu.events.Version;
import java.time.Duration;

/** A query's expression, whose placeholders stand for one version of a comparison. */
record QueryTemplate(String expression) {

    /** The expression about one version, as PromQL. */
    String filled(Comparison comparison, Side side, Duration interval) {
        Version version = switch (side) {
            case BASELINE -> comparison.baseline();
            case CANARY -> comparison.canary();
        };
        return expression
                .replace("{{version}}", version.name())
                .replace("{{workload}}", version.workload())
                .replace("{{service}}", version.service())
                .replace("{{namespace}}", comparison.namespace())
                .replace("{{interval}}", interval.toMillis() + "ms");
    }
}
