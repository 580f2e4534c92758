package io.huidu.analyzer.verdict;

import static io.huidu.analyzer.verdict.Sentences.number;

import io.huidu.events.CheckResult;
import io.huidu.events.LatencyStatistic;
import io.huidu.events.MetricCheck;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricPlan;
import java.util.Locale;
import java.util.Optional;

/** What people read of checks. */
final class CheckSentences {

    private CheckSentences() {}

    /** A check against a constant limit. */
    static String limit(MetricPlan metric, LatencyStatistic statistic, MetricCheck check) {
        String limit = amount(metric, check.limit().orElseThrow());
        String value = check.canary()
                .map(v -> "%s of the canary is %s".formatted(what(metric, statistic), amount(metric, v)))
                .orElse("the canary has no value");
        return "%s: %s, at most %s allowed".formatted(metric.name(), value, limit);
    }

    /** A comparison of two series. */
    static String comparison(MetricPlan metric, LatencyStatistic statistic, MetricCheck check) {
        String result = metric.name() + " " + word(check.result());
        Optional<String> means = check.canary()
                .flatMap(canary -> check.baseline()
                        .map(baseline -> ", %s on average %s against %s"
                                .formatted(what(metric, statistic), amount(metric, canary), amount(metric, baseline))));
        return result + means.orElse("") + shift(metric, check);
    }

    private static String shift(MetricPlan metric, MetricCheck check) {
        return check.limit()
                .map(limit -> " (shifted by %s to %s, more than %s counts)"
                        .formatted(
                                amount(metric, check.shift().lower().orElseThrow()),
                                amount(metric, check.shift().upper().orElseThrow()),
                                amount(metric, limit)))
                .orElse("");
    }

    private static String word(CheckResult result) {
        return switch (result) {
            case PASS -> "passes";
            case HIGH -> "is high";
            case LOW -> "is low";
            case NO_DATA -> "has no data";
            case ERROR -> "can't be compared";
        };
    }

    private static String what(MetricPlan metric, LatencyStatistic statistic) {
        return metric.kind() == MetricKind.ERRORS
                ? "error rate"
                : statistic.name().toLowerCase(Locale.ROOT);
    }

    private static String amount(MetricPlan metric, double value) {
        return metric.kind() == MetricKind.ERRORS ? number(100 * value) + " %" : number(value) + " ms";
    }
}
